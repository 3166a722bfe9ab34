import { expect } from 'chai';
import fc from 'fast-check';
import type { Condition, FlagProgram } from '#src/evaluation/program.js';
import type { Change } from '#src/store/memory.js';
import {
  anyCondition,
  flagNames,
  people,
  program,
  ruleNames,
  segmentNames,
} from '../evaluation/support/random-programs.js';
import { definition, segment, World } from '../evaluation/support/world.js';

/** What a store should hold, and who follows from whom, in plain maps. */
class Model {
  readonly flags = new Map<string, FlagProgram>();
  readonly rules = new Map<string, Condition>();
  readonly segments = new Map<string, readonly string[]>();

  fresh(): World {
    return new World({ flags: [...this.flags.values()], rules: [...this.rules], segments: [...this.segments] });
  }

  /** All flags that follow from a place, and itself if it is one. */
  following(table: Step['table'], name: string): Set<string> {
    const found = new Set<string>();
    const visit = (place: string): void => {
      if (found.has(place)) return;
      found.add(place);
      for (const [key, program] of this.flags) if (this.names(program, place)) visit(`flags ${key}`);
      for (const [rule, condition] of this.rules) if (this.names(condition, place)) visit(`rules ${rule}`);
    };
    visit(`${table} ${name}`);
    return new Set(
      [...found].filter((place) => place.startsWith('flags ')).map((place) => place.slice('flags '.length)),
    );
  }

  private names(wire: FlagProgram | Condition, place: string): boolean {
    const { flags, rules, segments } = definition('', wire).references;
    const all = [
      ...flags.map((n) => `flags ${n}`),
      ...rules.map((n) => `rules ${n}`),
      ...segments.map((n) => `segments ${n}`),
    ];
    return all.includes(place);
  }
}

interface Step {
  readonly table: 'flags' | 'rules' | 'segments';
  readonly name: string;
  /** Absent: removed. */
  readonly content: FlagProgram | Condition | string[] | undefined;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...flagNames).chain((name) =>
    fc.record({
      table: fc.constant('flags' as const),
      name: fc.constant(name),
      content: fc.option(program(name), { nil: undefined }),
    }),
  ),
  fc.record({
    table: fc.constant('rules' as const),
    name: fc.constantFrom(...ruleNames),
    content: fc.option(anyCondition, { nil: undefined }),
  }),
  fc.record({
    table: fc.constant('segments' as const),
    name: fc.constantFrom(...segmentNames),
    content: fc.option(fc.subarray(people), { nil: undefined }),
  }),
);

/** The same steps as one change, and done to the model. A later version always: what is compared is not the versions. */
function changeOf(steps: readonly Step[], model: Model, version: number): Change {
  const change = {
    flags: { put: [], remove: [] },
    rules: { put: [], remove: [] },
    segments: { put: [], remove: [] },
  } as Record<Step['table'], { put: unknown[]; remove: unknown[] }>;
  // Within one change a name is put or removed, not both.
  const last = new Map(steps.map((one) => [`${one.table} ${one.name}`, one]));
  for (const { table, name, content } of last.values()) {
    const contents = model[table] as Map<string, unknown>;
    if (content === undefined) {
      contents.delete(name);
      change[table].remove.push({ name });
    } else {
      contents.set(name, content);
      change[table].put.push(
        table === 'segments'
          ? segment(name, content as string[], version)
          : definition(name, content as FlagProgram, version),
      );
    }
  }
  return change as Change;
}

function answers(world: World): Map<string, string> {
  const all = new Map<string, string>();
  for (const flag of flagNames) {
    const seen = people.flatMap((key) =>
      [{}, { x: 1 }, { x: 3, y: 1 }].map((attributes) => world.answer(flag, { key, attributes })),
    );
    all.set(flag, seen.join());
  }
  return all;
}

const changes = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

describe('store: any changes', () => {
  it('leave a set that answers as one that was built of what is there now', () => {
    fc.assert(
      fc.property(changes, (changes) => {
        const [world, model] = [new World(), new Model()];
        changes.forEach((steps, at) => {
          world.store.apply(changeOf(steps, model, at));
          expect(answers(world)).to.deep.equal(answers(model.fresh()));
        });
      }),
    );
  });

  it('name every flag that answers otherwise, and no flag twice', () => {
    fc.assert(
      fc.property(changes, (changes) => {
        const [world, model] = [new World(), new Model()];
        changes.forEach((steps, at) => {
          const before = answers(world);
          const named = world.store.apply(changeOf(steps, model, at));
          expect(new Set(named).size).to.equal(named.length);
          const after = answers(world);
          for (const flag of flagNames) if (before.get(flag) !== after.get(flag)) expect(named).to.include(flag);
        });
      }),
    );
  });

  it('of one thing name exactly what follows from it', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        const [world, model] = [new World(), new Model()];
        steps.forEach((one, at) => {
          const was = model[one.table].get(one.name);
          const before = model.following(one.table, one.name);
          const named = world.store.apply(changeOf([one], model, at));
          const is = model[one.table].get(one.name);
          const after = model.following(one.table, one.name);
          // Same keys in a newer version, or never there: a test of its own says what these name.
          if (JSON.stringify(was) === JSON.stringify(is)) return;
          const expected = new Set([...before, ...after]);
          if (one.table !== 'flags') expected.delete(one.name);
          expect(named).to.have.members([...expected]);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('leave no place behind once everything is gone', () => {
    fc.assert(
      fc.property(changes, (changes) => {
        const [world, model] = [new World(), new Model()];
        changes.forEach((steps, at) => {
          world.store.apply(changeOf(steps, model, at));
          answers(world);
        });
        const { flags, rules, segments } = world.set.table;
        const remove = (names: string[]) => ({ put: [], remove: names.map((name) => ({ name })) });
        world.store.apply({ rules: remove(ruleNames), segments: remove(segmentNames), flags: remove(flagNames) });
        expect([flags.size, rules.size, segments.size]).to.deep.equal([0, 0, 0]);
      }),
    );
  });
});
