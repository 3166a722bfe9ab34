import type { Condition, FlagProgram, Translator } from '@polyflag/core-engine';
import type { FlagRecord, Segment } from '../wire/workspace.js';
import { anyTarget } from './conditions.js';
import { translateExperiment } from './experiment.js';
import { translateParameter } from './remote-config.js';

/** The program of an A/B test, a feature flag or a remote config parameter. */
export function translateFlag(record: FlagRecord): FlagProgram {
  return record.type === 'REMOTE_CONFIG' ? translateParameter(record) : translateExperiment(record);
}

/** A segment as a named condition: one of its targets matches (spec §3.7). */
export function translateSegment({ targets }: Segment): Condition {
  return anyTarget(targets, 'segment');
}

/** How Hackle's definitions become programs. */
export const translator: Translator = {
  flag: (wire) => translateFlag(wire as FlagRecord),
  rule: (wire) => translateSegment(wire as Segment),
};
