import type { Condition, FlagProgram, Outcome, Test } from '#src/evaluation/program.js';
import { number } from '#src/evaluation/values.js';
import type { Contents } from './world.js';

/** What the pages say, done in the plainest way: no compilation, nothing remembered, one path. */
export class NaiveEvaluation {
  private readonly flags: ReadonlyMap<string, FlagProgram>;
  private readonly rules: ReadonlyMap<string, Condition>;
  private readonly segments: ReadonlyMap<string, readonly string[]>;
  private readonly path: string[] = [];
  private readonly key: string;
  private readonly attributes: Readonly<Record<string, unknown>>;

  constructor(
    { flags, rules, segments }: Required<Contents>,
    key: string,
    attributes: Readonly<Record<string, unknown>>,
  ) {
    this.flags = new Map(flags.map((program) => [program.key, program]));
    this.rules = new Map(rules);
    this.segments = new Map(segments);
    this.key = key;
    this.attributes = attributes;
  }

  /** The variant, or the code of the error. */
  answer(key: string): string | null | undefined {
    const program = this.flags.get(key);
    if (program === undefined) return 'FLAG_NOT_FOUND';
    try {
      const { outcome, code } = this.within(`flag ${key}`, () => this.decide(program));
      return code ?? outcome?.variant;
    } catch (failure) {
      return (failure as Failure).code;
    }
  }

  private decide({ steps, outcomes }: FlagProgram): { outcome?: Outcome | undefined; code?: string } {
    for (let at = 0; at < steps.length; at += 1) {
      const { when, then } = steps[at]!;
      if (when !== undefined && !this.holds(when)) continue;
      if (then.do === 'serve') return { outcome: outcomes[then.outcome] };
      if (then.do === 'fail' && then.stop === true) throw new Failure(then.code);
      if (then.do === 'fail') return { outcome: outcomes[then.outcome!], code: then.code };
      if (then.do === 'goto') at = steps.findIndex(({ name }) => name === then.step) - 1;
    }
    return {};
  }

  private holds(condition: Condition): boolean {
    switch (condition.if) {
      case 'constant':
        return condition.value;
      case 'all':
        return condition.of.every((inner) => this.holds(inner));
      case 'any':
        return condition.of.some((inner) => this.holds(inner));
      case 'not':
        return !this.holds(condition.of);
      case 'fail':
        throw new Failure(condition.code);
      case 'guard': {
        const { length } = this.path;
        try {
          return this.holds(condition.of);
        } catch {
          this.path.length = length;
          return false;
        }
      }
      case 'test':
        return this.passes(condition);
      case 'member':
        return this.segments.get(condition.segment)?.includes(this.key) ?? false;
      case 'rule': {
        const rule = this.rules.get(condition.rule);
        const place = `rule ${condition.rule}`;
        if (rule === undefined || this.path.includes(place)) return false;
        return this.within(place, () => this.holds(rule));
      }
      case 'flag': {
        const { flag, cycle, missing, negate } = condition;
        const program = this.flags.get(flag);
        const place = `flag ${flag}`;
        if (this.path.includes(place)) {
          if (cycle === 'fail') throw new Failure('GENERAL');
          return false;
        }
        const outcome = program && this.within(place, () => this.decide(program)).outcome;
        if (outcome === undefined && missing === 'false') return false;
        if (outcome === undefined && missing === 'fail') throw new Failure('GENERAL');
        const taken =
          outcome === undefined ? (missing as { standIn: string }).standIn : outcome[condition.take as 'variant'];
        return condition.in.includes(taken) !== (negate === true);
      }
      case 'bucket':
        throw new Error('not part of the model');
    }
  }

  private passes({ of, operator, values: [operand] }: Test): boolean {
    const value = of.from === 'key' ? this.key : this.attributes[(of as { name: string }).name];
    if (operator === 'present') return value !== undefined;
    if (operator === 'in') return value === operand;
    return (number(value) ?? NaN) >= (operand as number);
  }

  private within<T>(place: string, run: () => T): T {
    this.path.push(place);
    const result = run();
    this.path.pop();
    return result;
  }
}

class Failure extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
