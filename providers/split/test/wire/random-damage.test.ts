import { expect } from 'chai';
import fc from 'fast-check';
import { SplitManager } from '#src/client/manager.js';
import { readJson } from '#src/localhost/json.js';
import type { LocalhostDocument } from '#src/localhost/document.js';
import { documentOf } from '../client/use-factories.js';
import { dependsOn, flag, flagOf, inRuleBasedSegment, keyIn } from '../definitions/build.js';
import { World } from '../definitions/world.js';
import { richFlag, richSegment } from './rich.js';

const others = [
  flag('gate'),
  flagOf('good', keyIn('ana')),
  flagOf('follower', dependsOn('rich', 'on', 'off', 'control')),
  flagOf('by rule', inRuleBasedSegment('beta')),
];

type Path = readonly (string | number)[];

/** Every place in a JSON value, the value itself excepted. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, member]) => placesIn(member, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** A copy with another value at one place; `undefined` takes the member away. */
function damage(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as never)
    : { ...(value as object) };
  copy[first] = damage(copy[first], rest, by);
  return JSON.parse(JSON.stringify(copy));
}

const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(undefined, null, '', '__proto__', 'constructor', [], {}, [null], -1, 0, 1e308, 0.5, true),
  fc.constantFrom<unknown>({ valueOf: 1, toString: 1 }, { length: 3 }, { __proto__: null, n: 'x' }),
);

function damaged(whole: object): fc.Arbitrary<unknown> {
  const places = placesIn(whole);
  const once = fc.tuple(fc.constantFrom(...places), anyJson);
  return fc.array(once, { minLength: 1, maxLength: 3 }).map((blows) =>
    blows.reduce<unknown>((value, [place, by]) => {
      try {
        return damage(value, place, by);
      } catch {
        // An earlier blow took away what this one was for.
        return value;
      }
    }, whole),
  );
}

const askers = [
  { key: 'ana', attributes: {} },
  { key: 'bob', attributes: { v: 1 } },
  { key: 'carl', attributes: { v: ['a', 'b'] } },
  { key: 'dora', attributes: { v: '1.0.0' } },
];

/** A world of one damaged definition: as a file brings it, and as it would come from anywhere else. */
async function worldsWith(flagNow: unknown, segmentNow: unknown): Promise<World[]> {
  const flags = [...others.slice(0, 2), flagNow, ...others.slice(2)];
  const document = readJson(documentOf(flags, [segmentNow])) as LocalhostDocument;
  const asFile = new World();
  await asFile.replace({ ...document, segments: { staff: ['ana'] } });
  const asItIs = new World();
  await asItIs.replace({ flags, ruleBasedSegments: [segmentNow], segments: { staff: ['ana'] } });
  return [asFile, asItIs];
}

function expectAnswers(world: World): void {
  for (const asker of askers) {
    expect(world.treatment('gate', asker)).to.equal('on');
    expect(world.treatment('good', asker)).to.equal(asker.key === 'ana' ? 'on' : 'off');
    for (const { name } of world.definitions.flags()) {
      const { treatment, label, config } = world.ask(name, asker);
      expect(treatment).to.be.a('string');
      expect(label).to.be.a('string');
      expect(config === null || typeof config === 'string').to.equal(true);
    }
  }
}

describe('a definition that was damaged at random', () => {
  it('@slow as a flag, leaves every evaluation an answer and the other flags theirs', async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(damaged(richFlag), async (wire) => {
        for (const world of await worldsWith(wire, richSegment)) expectAnswers(world);
      }),
      { numRuns: 150 },
    );
  });

  it('@slow as a rule-based segment, leaves every evaluation an answer and the other flags theirs', async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(damaged(richSegment), async (wire) => {
        for (const world of await worldsWith(richFlag, wire)) expectAnswers(world);
      }),
      { numRuns: 150 },
    );
  });

  it('@slow leaves the manager able to list the flags', async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(damaged(richFlag), async (wire) => {
        for (const { definitions } of await worldsWith(wire, richSegment)) {
          const manager = new SplitManager({ definitions, serving: true, log: { warn: () => undefined } });
          expect(manager.splits().map(({ name }) => name)).to.include.members(['gate', 'good']);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('@slow is named when it comes, if it cannot be evaluated', async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(damaged(richFlag), async (wire) => {
        for (const world of await worldsWith(wire, richSegment)) {
          const told = world.problems.join('\n');
          const { label } = world.ask('rich');
          if (label === 'exception' || label === 'targeting rule type unsupported by sdk')
            expect(told).to.include('"rich"');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('has, undamaged, the answers that it is made for', async () => {
    for (const world of await worldsWith(richFlag, richSegment)) {
      expectAnswers(world);
      expect(world.ask('rich')).to.deep.include({ label: 'default rule', reason: 'SPLIT' });
      expect(world.problems).to.deep.equal([]);
    }
  });
});
