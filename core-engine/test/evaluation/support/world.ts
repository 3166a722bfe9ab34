import type { References } from '#src/evaluation/cells.js';
import type { Decision } from '#src/evaluation/decision.js';
import type {
  Condition,
  FlagProgram,
  FlagReference,
  Json,
  Outcome,
  Step,
  Test,
  ValueSource,
} from '#src/evaluation/program.js';
import { FlagSet } from '#src/evaluation/set.js';
import type { Subject } from '#src/evaluation/subject.js';
import type { Definition } from '#src/evaluation/table.js';
import { MemoryStore, type Segment } from '#src/store/memory.js';

/** The two answers of most flags here. */
export const outcomes: readonly Outcome[] = [
  { variant: 'on', value: true, id: 1 },
  { variant: 'off', value: false, id: 2 },
];

export function flag(key: string, ...steps: Step[]): FlagProgram {
  return { key, kind: 'test', info: { version: 1 }, outcomes, steps };
}

export function serve(variant: 'on' | 'off', when?: Condition): Step {
  const outcome = variant === 'on' ? 0 : 1;
  return {
    ...(when && { when }),
    then: { do: 'serve', outcome },
    label: `${variant} label`,
    reason: 'TARGETING_MATCH',
  };
}

/** A flag that is on where the condition holds. */
export function onIf(key: string, when: Condition): FlagProgram {
  return flag(key, serve('on', when), serve('off'));
}

export const always: Condition = { if: 'constant', value: true };
export const never: Condition = { if: 'constant', value: false };
export const failing: Condition = { if: 'fail', code: 'PARSE_ERROR', message: 'reached' };

export function attribute(name: string): ValueSource {
  return { from: 'attribute', name };
}

export function test(of: ValueSource, operator: Test['operator'], as: Test['as'], ...values: Json[]): Test {
  return { if: 'test', of, operator, as, values };
}

/** Holds where the attribute is there; its getter, if it has one, runs. */
export function present(name: string): Test {
  return test(attribute(name), 'present', 'any');
}

/** Another flag is on. */
export function isOn(key: string, more: Partial<FlagReference> = {}): FlagReference {
  return { if: 'flag', flag: key, take: 'variant', in: ['on'], missing: 'false', cycle: 'false', ...more };
}

export function rule(name: string): Condition {
  return { if: 'rule', rule: name };
}

export function inSegment(segment: string, of: ValueSource = { from: 'key' }): Condition {
  return { if: 'member', segment, of };
}

export function definition(name: string, wire: FlagProgram | Condition, version = 1): Definition {
  return { name, version, wire, references: referencesOf(wire) };
}

export function segment(name: string, keys: Iterable<string>, version = 1): Segment {
  return { name, version, keys: new Set(keys) };
}

export type Who = Partial<Pick<Subject, 'key' | 'bucketingKey' | 'identifiers' | 'attributes' | 'extra' | 'root'>>;

export interface Contents {
  readonly flags?: readonly FlagProgram[];
  readonly rules?: readonly (readonly [name: string, condition: Condition])[];
  readonly segments?: readonly (readonly [name: string, keys: readonly string[]])[];
}

/** A set whose definitions are programs as they stand. */
export class World {
  /** What the set complained of: whose definition, and why. */
  readonly problems: [name: string, problem: string][] = [];
  /** How often a definition was translated. */
  translations = 0;
  readonly set = new FlagSet({
    translator: {
      flag: (wire) => this.translated(wire as FlagProgram),
      rule: (wire) => this.translated(wire as Condition),
    },
    onProblem: (name, problem) => this.problems.push([name, problem]),
  });
  readonly store = new MemoryStore(this.set);

  constructor({ flags = [], rules = [], segments = [] }: Contents = {}) {
    this.store.apply({
      flags: { put: flags.map((program) => definition(program.key, program)) },
      rules: { put: rules.map(([name, condition]) => definition(name, condition)) },
      segments: { put: segments.map(([name, keys]) => segment(name, keys)) },
    });
  }

  /** The set's subject, bound to somebody; `bucketingKey` follows `key`. */
  bind(who: Who = {}): Subject {
    const { key = 'somebody', bucketingKey = key, ...rest } = who;
    return Object.assign(this.set.subject(), { key, bucketingKey, ...rest });
  }

  ask(key: string, who?: Who, fallback?: string): Decision {
    return this.set.evaluate(key, this.bind(who), fallback);
  }

  /** The variant, or the code of the error. */
  answer(key: string, who?: Who, fallback?: string): string | null | undefined {
    const { error, outcome } = this.ask(key, who, fallback);
    return error === undefined ? outcome?.variant : error.code;
  }

  private translated<T>(wire: T): T {
    this.translations += 1;
    return wire;
  }
}

/** Whether a condition holds for somebody, among flags, rules and segments; the code of the error where it fails. */
export function outcomeOf(condition: Condition, who?: Who, contents: Contents = {}): boolean | string {
  const subject = onIf('the flag under test', condition);
  const answer = new World({ ...contents, flags: [...(contents.flags ?? []), subject] }).answer(subject.key, who);
  return answer === 'on' ? true : answer === 'off' ? false : String(answer);
}

/** Everything that a program or condition names. */
function referencesOf(wire: object): References {
  const names = { flags: new Set<string>(), rules: new Set<string>(), segments: new Set<string>() };
  if ('first' in wire) for (const key of wire.first as string[]) names.flags.add(key);
  const waiting: unknown[] = [wire];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (typeof part !== 'object' || part === null) continue;
    const { if: condition, from, ...found } = part as Record<'if' | 'from' | 'flag' | 'rule' | 'segment', string>;
    if (condition === 'flag' || from === 'result') names.flags.add(found.flag);
    if (condition === 'rule') names.rules.add(found.rule);
    if (condition === 'member') names.segments.add(found.segment);
    waiting.push(...(Object.values(part) as unknown[]));
  }
  return { flags: [...names.flags], rules: [...names.rules], segments: [...names.segments] };
}
