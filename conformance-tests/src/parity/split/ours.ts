import { silentLogger, type Segment } from '@polyflag/core-engine';
import { SplitFactory, type SplitConfig, type SplitKey } from '@polyflag/split-provider';
import {
  decodeArrival,
  runtimeParts,
  type DefinitionsSource,
  type SplitDefinitions,
} from '@polyflag/split-provider/internal';
import { answerOf, type Respondent } from './answer.js';
import type { Definitions } from './definitions.js';

type Attributes = Readonly<Record<string, unknown>>;

/** Our client over definitions in memory. */
export async function openOurs(
  definitions: Definitions,
  config: Pick<SplitConfig, 'ignoreAlgo'> = {},
): Promise<Respondent> {
  const parts = { source: (held: SplitDefinitions) => constantSource(definitions, held) };
  const factory = new SplitFactory('localhost', {
    ...config,
    logger: silentLogger,
    [runtimeParts]: parts,
  } as SplitConfig);
  await factory.blockUntilReady();
  const client = factory.client();
  return {
    ask: ({ key, attributes }, flagName) =>
      answerOf(() => {
        const answer = client.getTreatmentWithConfig(key as SplitKey, flagName, attributes as Attributes);
        const treatment = client.getTreatment(key as SplitKey, flagName, attributes as Attributes);
        if (treatment !== answer.treatment)
          throw new Error(`getTreatment answers ${treatment}, not ${answer.treatment}`);
        return answer;
      }),
    askSets: ({ key, attributes }, flagSets) =>
      client.getTreatmentsWithConfigByFlagSets(key as SplitKey, flagSets, attributes as Attributes),
    close: () => factory.destroy(),
  };
}

function constantSource(
  { flags, ruleBasedSegments, segments }: Definitions,
  held: SplitDefinitions,
): DefinitionsSource {
  return {
    async start(sink) {
      const arrival = await decodeArrival({ flags, ruleBasedSegments });
      sink.changed(held.replace(arrival, Object.entries(segments).map(segmentOf)));
    },
    stop: () => Promise.resolve(),
  };
}

function segmentOf([name, keys]: [string, readonly string[]]): Segment {
  return { name, version: 1, keys: new Set(keys) };
}
