import { createHash } from 'node:crypto';
import murmur from 'murmurhash3js-revisited';

// What the vendors' JSON on the page says about single questions, without the engine: the expected side of its test.

/** The reference, over UTF-8; unsigned. */
export function murmur3(text: string, seed: number): number {
  return murmur.x86.hash32(new TextEncoder().encode(text), seed >>> 0);
}

export function percentOf(key: string, seed: number): number {
  return (murmur3(key, seed) % 100) + 1;
}

export function slotOf(identifier: string, { seed, slotSize }: Pick<HackleBucket, 'seed' | 'slotSize'>): number {
  return Math.abs(murmur3(identifier, seed) | 0) % slotSize;
}

export function levelsOf(unit: string, salt: string): readonly [number, number] {
  const hash = murmur3(`${salt}/${unit}`, 0);
  return [hash % 100, Math.floor(hash / 100)];
}

export interface SplitWire {
  readonly configurations: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly trafficAllocation: number;
  readonly trafficAllocationSeed: number;
  readonly conditions: readonly {
    readonly label: string;
    readonly partitions: readonly { readonly treatment: string; readonly size: number }[];
  }[];
}

/** The treatment of a bucket among a condition's partitions. */
export function treatmentOf(wire: SplitWire, label: string, bucket: number): string | undefined {
  let sum = 0;
  return wire.conditions
    .find((condition) => condition.label === label)
    ?.partitions.find(({ size }) => bucket <= (sum += size))?.treatment;
}

/** What comes with a treatment. */
export function splitOutcome(wire: SplitWire, treatment: string | null): object {
  return { variant: treatment, value: treatment, payload: wire.configurations[treatment ?? ''] ?? null };
}

interface HackleBucket {
  readonly id: number;
  readonly seed: number;
  readonly slotSize: number;
  readonly slots: readonly {
    readonly startInclusive: number;
    readonly endExclusive: number;
    readonly variationId: number;
  }[];
}

export interface HackleWire {
  readonly experiments: readonly {
    readonly id: number;
    readonly containerId: number | null;
    readonly key: number;
    readonly variations: readonly {
      readonly id: number;
      readonly key: string;
      readonly status: string;
      readonly parameterConfigurationId: number | null;
    }[];
    readonly execution: {
      readonly defaultRule: { readonly bucketId: number };
      readonly segmentOverrides: readonly { readonly action: { readonly bucketId: number } }[];
    };
  }[];
  readonly buckets: readonly HackleBucket[];
  readonly containers: readonly {
    readonly id: number;
    readonly bucketId: number;
    readonly groups: readonly { readonly id: number; readonly experiments: readonly number[] }[];
  }[];
  readonly parameterConfigurations: readonly {
    readonly id: number;
    readonly parameters: readonly { readonly key: string; readonly value: string }[];
  }[];
}

/** The variations of an A/B test, each with what its configuration says. */
export function hackleOutcomes(wire: HackleWire, testKey: number): object[] {
  return wire.experiments
    .find(({ key }) => key === testKey)!
    .variations.map(({ id, key, parameterConfigurationId }) => {
      const found = wire.parameterConfigurations.find((configuration) => configuration.id === parameterConfigurationId);
      const parameters = Object.fromEntries(
        (found?.parameters ?? []).map((parameter) => [parameter.key, parameter.value]),
      );
      return {
        variant: key,
        value: key,
        id,
        parameters,
        ...(found === undefined ? {} : { metadata: { parameterConfigurationId } }),
      };
    });
}

/** The places where the test of the page hashes, by the names that its table gives them. */
export function hackleBuckets(wire: HackleWire): Readonly<Record<string, HackleBucket>> {
  const [test, other] = wire.experiments;
  const bucket = (id: number): HackleBucket => wire.buckets.find((found) => found.id === id)!;
  return {
    override: bucket(test!.execution.segmentOverrides[0]!.action.bucketId),
    container: bucket(wire.containers[0]!.bucketId),
    default: bucket(test!.execution.defaultRule.bucketId),
    'other test': bucket(other!.execution.defaultRule.bucketId),
  };
}

/** What the slot of a bucket names: a variation or, in a container, a group. */
export function slotTarget({ slots }: HackleBucket, slot: number): number | undefined {
  return slots.find(({ startInclusive, endExclusive }) => startInclusive <= slot && slot < endExclusive)?.variationId;
}

interface FfcRollout {
  readonly exptRollout: number | null;
  readonly rolloutPercentage: readonly [number, number];
  readonly valueOption: { readonly localId: number };
}

export interface FfcWire {
  readonly id: string;
  readonly variationOptions: readonly { readonly localId: number; readonly variationValue: string }[];
  readonly exptIncludeAllRules: boolean | null;
  readonly ff: {
    readonly isDefaultRulePercentageRolloutsIncludedInExpt: boolean | null;
    readonly defaultRulePercentageRollouts: readonly FfcRollout[];
    readonly variationOptionWhenDisabled: { readonly localId: number };
  };
  readonly targetIndividuals: readonly { readonly valueOption: { readonly localId: number } }[];
  readonly fftuwmtr: readonly {
    readonly ruleJsonContent: readonly { readonly property: string }[];
    readonly isIncludedInExpt: boolean | null;
    readonly valueOptionsVariationRuleValues: readonly FfcRollout[];
  }[];
}

export function ffcOutcomes({ variationOptions }: FfcWire): object[] {
  return variationOptions.map(({ localId: id, variationValue: value }) => ({ variant: String(id), value, id }));
}

/** Where a text lies between 0 and 1 for featureflag.co. */
export function ffcFraction(text: string): number {
  return Math.abs(createHash('md5').update(text).digest().readInt32LE(0)) / 2 ** 31;
}

/** The option and the mark of a flag, for the way in which it decided; of several rules, that which asks for an attribute. */
export function ffcAnswer(
  wire: FfcWire,
  label: string,
  { key = '', attributes = {} }: { readonly key?: string; readonly attributes?: object },
): { readonly option: number; readonly marked: boolean } {
  const { ff, exptIncludeAllRules: all } = wire;
  const fraction = ffcFraction(key);
  const rolledOut = (included: boolean | null, rollouts: readonly FfcRollout[]) => {
    const { rolloutPercentage, exptRollout, valueOption } = rollouts.find(
      ({ rolloutPercentage: [from, to] }) => from <= fraction && (fraction < to || (from === 0 && to === 1)),
    )!;
    const share = (exptRollout ?? 1) / (rolloutPercentage[1] - rolloutPercentage[0]);
    const takesPart = share >= 1 || ffcFraction(Buffer.from(key).toString('base64')) < share;
    const open = all === null || included === null || exptRollout === null;
    return { option: valueOption.localId, marked: open || (included && takesPart) };
  };
  switch (label) {
    case 'target match':
      return { option: wire.targetIndividuals[0]!.valueOption.localId, marked: all !== false };
    case 'rule match': {
      const rules = wire.fftuwmtr.filter(({ valueOptionsVariationRuleValues: ranges }) => ranges.length > 0);
      const asks = rules.find(({ ruleJsonContent: [clause] }) =>
        Object.hasOwn(attributes, clause!.property.toLowerCase()),
      );
      const rule = asks ?? rules[0]!;
      return rolledOut(rule.isIncludedInExpt, rule.valueOptionsVariationRuleValues);
    }
    case 'fall through all rules':
      return rolledOut(ff.isDefaultRulePercentageRolloutsIncludedInExpt, ff.defaultRulePercentageRollouts);
    default:
      return { option: ff.variationOptionWhenDisabled.localId, marked: false };
  }
}

export interface AmplitudeWire {
  readonly key: string;
  readonly metadata: object;
  readonly variants: Readonly<
    Record<string, { readonly key: string; readonly value?: string; readonly metadata?: object }>
  >;
  readonly segments: readonly {
    readonly metadata: object;
    readonly variant: string;
    readonly bucket?: {
      readonly salt: string;
      readonly allocations: readonly {
        readonly range: readonly [number, number];
        readonly distributions: readonly { readonly variant: string; readonly range: readonly [number, number] }[];
      }[];
    };
  }[];
}

/** Every variant as every segment would serve it, with the metadata of flag, segment and variant merged in that order. */
export function amplitudeOutcomes({ metadata, segments, variants }: AmplitudeWire): object[] {
  return segments.flatMap((segment) =>
    Object.entries(variants).map(([id, { key, value = null, ...variant }]) => ({
      variant: key,
      value,
      id,
      ...variant,
      metadata: { ...metadata, ...segment.metadata, ...variant.metadata },
    })),
  );
}

/** The last segment of a flag: the one with the bucket. */
export function bucketSegment(wire: AmplitudeWire): AmplitudeWire['segments'][number] {
  return wire.segments.at(-1)!;
}

/** The variant of a bucket, the first allocation and distribution that hold it. */
export function variantOf(
  { bucket, variant }: AmplitudeWire['segments'][number],
  levels: readonly [number, number],
): string {
  const within = ([from, to]: readonly [number, number], level: number): boolean => from <= level && level < to;
  return (
    bucket!.allocations
      .filter(({ range }) => within(range, levels[0]))
      .flatMap(({ distributions }) => distributions)
      .find(({ range }) => within(range, levels[1]))?.variant ?? variant
  );
}
