import { silentLogger, type Segment } from '@polyflag/core-engine';
import { SplitFactory, type ImpressionData, type SplitKey } from '@polyflag/split-provider';
import {
  decodeArrival,
  runtimeParts,
  type DefinitionsSource,
  type SplitDefinitions,
} from '@polyflag/split-provider/internal';

/** Definitions for one evaluation, as a row holds them. */
export interface Definitions {
  readonly flags: readonly unknown[];
  readonly segments: Readonly<Record<string, readonly string[]>>;
  readonly ruleBasedSegments: readonly unknown[];
}

/**
 * Evaluates the flag `x` through the public client, over definitions as a backend would send them. The label is what an
 * impression listener hears.
 */
export async function evaluate(
  definitions: Definitions,
  key: SplitKey,
  attributes: Readonly<Record<string, unknown>> | null,
): Promise<{ readonly treatment: string; readonly label: string }> {
  const heard: ImpressionData[] = [];
  const options = {
    logger: silentLogger,
    impressionListener: { logImpression: (data: ImpressionData) => heard.push(data) },
    [runtimeParts]: { source: (held: SplitDefinitions) => constantSource(definitions, held) },
  };
  const factory = new SplitFactory('localhost', options);
  await factory.blockUntilReady();
  const treatment = factory.client().getTreatment(key, 'x', attributes);
  await factory.destroy();
  return { treatment, label: heard[0]?.impression.label ?? 'no impression' };
}

/** Definitions that are there from the beginning and stay, archived ones included. */
function constantSource(
  { flags, ruleBasedSegments, segments }: Definitions,
  held: SplitDefinitions,
): DefinitionsSource {
  return {
    async start(sink) {
      const arrival = await decodeArrival({ flags, ruleBasedSegments });
      const names = held.change({
        flags: { replace: arrival.flags },
        rules: { replace: arrival.ruleBasedSegments },
        segments: { replace: Object.entries(segments).map(segmentOf) },
      });
      sink.changed(names);
    },
    stop: () => Promise.resolve(),
  };
}

function segmentOf([name, keys]: [string, readonly string[]]): Segment {
  return { name, version: 1, keys: new Set(keys) };
}
