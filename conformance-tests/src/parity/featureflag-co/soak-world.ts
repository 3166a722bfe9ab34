import { createHash } from 'node:crypto';
import type { FeatureFlagWire, FfcSegmentWire } from '@polyflag/emulators';

/** A flag, as far as the soak changes it. */
export interface ModelFlag {
  readonly key: string;
  readonly isOff: boolean;
  /** Whoever is in it gets `chosen`; absent: nobody is asked. */
  readonly segment: string | undefined;
  readonly chosen: string;
  /** Where the first share ends, and what the two get. */
  readonly share: number;
  readonly first: string;
  readonly second: string;
}

const OFF = 'off';

/** What an environment comes to, said without the engine: few kinds of flags, and for each the plainest rule. */
export class SoakWorld {
  readonly flags = new Map<string, ModelFlag>();
  readonly segments = new Map<string, ReadonlySet<string>>();

  /** What a flag answers; `undefined`: there is none. */
  answer(key: string, user: string): string | undefined {
    const flag = this.flags.get(key);
    if (flag === undefined) return undefined;
    if (flag.isOff) return OFF;
    if (flag.segment !== undefined && this.segments.get(flag.segment)?.has(user) === true) return flag.chosen;
    return shareOf(user) < flag.share ? flag.first : flag.second;
  }
}

/** Where a user stands from 0 to 1 (spec §6.8). */
function shareOf(user: string): number {
  const digest = createHash('md5').update(user).digest();
  return Math.abs(digest.readInt32LE(0) / 2_147_483_648);
}

/** A flag as the backend says it. */
export function wireOf({ key, isOff, segment, chosen, share, first, second }: ModelFlag): FeatureFlagWire {
  const [off, one, two, three] = [OFF, first, second, chosen].map((variationValue, localId) => ({
    localId,
    variationValue,
  })) as [Option, Option, Option, Option];
  const rule = {
    ruleJsonContent: [{ property: 'User is in segment', operation: null, value: JSON.stringify([segment]) }],
    valueOptionsVariationRuleValues: [{ rolloutPercentage: [0, 1] as const, valueOption: three }],
  };
  return {
    ff: {
      keyName: key,
      status: isOff ? 'Disabled' : 'Enabled',
      variationOptionWhenDisabled: off,
      defaultRulePercentageRollouts: [
        { rolloutPercentage: [0, share], valueOption: one },
        { rolloutPercentage: [share, 1], valueOption: two },
      ],
    },
    fftuwmtr: segment === undefined ? [] : [rule],
  };
}

interface Option {
  readonly localId: number;
  readonly variationValue: string;
}

export function segmentWireOf(id: string, included: ReadonlySet<string>): FfcSegmentWire {
  return { id, included: [...included] };
}
