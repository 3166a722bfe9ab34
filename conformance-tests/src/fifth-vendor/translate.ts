import type { Act, Condition, FlagProgram, Step } from '@polyflag/core-engine';
import type { KeyedFlag, RuleWire } from './wire.js';

/** A flag of the file as a program. */
export function translate(flag: KeyedFlag): FlagProgram {
  const { key, variants, rules = [], serve, off = false, metadata = {} } = flag;
  const names = Object.keys(variants);
  const serving = (variant: string): Act => ({ do: 'serve', outcome: names.indexOf(variant) });
  const steps: Step[] = rules.map((rule) => stepOf(key, rule, serving(rule.serve)));
  if (serve !== undefined) {
    const reason = rules.length === 0 ? 'STATIC' : 'DEFAULT';
    steps.push({ then: serving(serve), label: 'everybody else', reason });
  }
  return {
    key,
    kind: 'flag',
    info: { ...metadata, off },
    outcomes: Object.entries(variants).map(([variant, value]) => ({ variant, value })),
    steps: off ? [] : steps,
  };
}

/** A step is tried where its condition holds, and decides where its act yields: a bucket past the share yields nothing. */
function stepOf(flagKey: string, { when = {}, share }: RuleWire, then: Act): Step {
  const condition: Condition = { if: 'all', of: Object.entries(when).map(testOf) };
  if (share === undefined) return { when: condition, then, label: 'rule', reason: 'TARGETING_MATCH' };
  const bucket = { space: 'percent', hash: 'murmur3', salt: flagKey, of: { from: 'key' } } as const;
  return {
    when: condition,
    then: { do: 'split', bucket, ranges: [{ from: 0, to: share, then }] },
    label: 'share',
    reason: 'SPLIT',
  };
}

function testOf([path, wanted]: [string, NonNullable<RuleWire['when']>[string]]): Condition {
  const of = { from: 'path', path: path.split('.') } as const;
  if (!('atLeast' in wanted)) return { if: 'test', of, operator: 'in', as: 'any', values: wanted, each: true };
  const { atLeast } = wanted;
  const least = typeof atLeast === 'string' ? Date.parse(atLeast) : atLeast;
  return { if: 'test', of, operator: 'at-least', as: 'number', values: [least] };
}
