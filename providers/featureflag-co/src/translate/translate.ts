import type { Translator } from '@polyflag/core-engine';
import type { FlagRecord } from '../wire/flag.js';
import { translateFlag } from './flag.js';
import type { SegmentRule } from './segment-parts.js';
import { translateSegment } from './segment.js';

/** How featureflag.co's definitions become programs. */
export const translator: Translator = {
  flag: (wire) => translateFlag(wire as FlagRecord),
  rule: (wire) => translateSegment(wire as SegmentRule),
};
