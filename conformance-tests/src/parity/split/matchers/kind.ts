import type { MatcherWire } from '@polyflag/split-provider/internal';
import type { Random } from '../../random.js';

/** What a definition may refer to. */
export interface Scope {
  readonly segments: readonly string[];
  readonly ruleBasedSegments: readonly string[];
  readonly flags: readonly string[];
}

/** A matcher before it is said what it tests, and whether it is turned round. */
export type MatcherData = Omit<MatcherWire, 'keySelector' | 'negate'>;

/** One kind of matcher: how it is made, and what comes near its operands. */
export interface MatcherKind {
  /** The matcher's type, and the data type where that makes a difference. */
  readonly name: string;
  /** The attributes that it mostly selects; none: it selects no attribute. */
  readonly attributes: readonly string[];
  /** In which share of all cases it tests the key. */
  readonly onKey: number;
  make(random: Random, scope: Scope): MatcherData;
  /** A value that one like it may match, or just not; `undefined` where no value helps. */
  aim(random: Random, matcher: MatcherWire): unknown;
}
