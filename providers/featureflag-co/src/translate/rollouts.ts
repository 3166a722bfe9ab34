import type { Act, Bucket, Condition, Range } from '@polyflag/core-engine';
import type { Rollout } from '../wire/rules.js';
import type { Outcomes } from './outcomes.js';

/** Only the user's key is hashed: somebody lies at the same point in every flag (spec §6.8, D4). */
const place: Bucket = { space: 'unit', hash: 'md5', encoding: 'ascii', of: { from: 'key' } };
/** Where he lies among those who take part in experiments (spec §6.9). */
const placeInExperiment: Bucket = { ...place, encoding: 'base64' };

/** Whether somebody who is served takes part in the experiment: what the flag says, and what its rule says. */
export interface Participation {
  readonly exptIncludeAllRules: boolean | null;
  readonly inExperiment: boolean | null;
}

/** What slices come to. */
export interface RolledOut {
  /** `undefined`: no slice can hold anybody. */
  readonly act: Act | undefined;
  /** Whether it leaves nobody out. */
  readonly isWhole: boolean;
  /** Whether a bucket decides. */
  readonly isSplit: boolean;
}

/** What the first slice that holds the user serves; what `miss` says where none does. */
export function rollOut(
  rollouts: readonly Rollout[],
  outcomes: Outcomes,
  participation: Participation,
  miss?: Act,
): RolledOut {
  const ranges: Range[] = [];
  for (const { range, exptRollout, option } of rollouts) {
    if (range === null) continue;
    const [from, to] = range;
    const serve = outcomes.serve(option, takesPart(exptRollout, range, participation));
    if (from === 0 && to === 1) {
      if (ranges.length === 0) return { act: serve, isWhole: true, isSplit: false };
      ranges.push({ from, to, then: serve });
      return { act: { do: 'split', bucket: place, ranges }, isWhole: true, isSplit: true };
    }
    ranges.push({ from, to, then: serve });
  }
  if (ranges.length === 0) return { act: undefined, isWhole: false, isSplit: false };
  const act: Act = { do: 'split', bucket: place, ranges, ...(miss === undefined ? {} : { miss }) };
  return { act, isWhole: false, isSplit: true };
}

/** Spec §6.9. Width and quotient are plain arithmetic of doubles, whose errors decide where somebody at the border falls. */
function takesPart(
  exptRollout: number | null,
  [from, to]: readonly [number, number],
  { exptIncludeAllRules, inExperiment }: Participation,
): boolean | Condition {
  if (exptIncludeAllRules === null || inExperiment === null || exptRollout === null) return true;
  if (!inExperiment) return false;
  const width = to - from;
  if (exptRollout === 0 || width === 0) return false;
  const share = Math.min(1, exptRollout / width);
  if (share === 1) return true;
  return share > 0 && { if: 'bucket', bucket: placeInExperiment, ranges: [{ from: 0, to: share }] };
}
