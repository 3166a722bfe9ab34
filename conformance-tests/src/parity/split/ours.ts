import { silentLogger, type Segment } from '@polyflag/core-engine';
import { SplitFactory, type SplitClient, type SplitConfig, type SplitKey } from '@polyflag/split-provider';
import {
  decodeArrival,
  runtimeParts,
  type DefinitionsSource,
  type SplitDefinitions,
} from '@polyflag/split-provider/internal';
import { answerOf, type Respondent } from './answer.js';
import type { Backend } from './backend.js';
import type { Definitions } from './definitions.js';

type Attributes = Readonly<Record<string, unknown>>;

/** What a question that a rule makes a difference to needs to be told. */
export type OurConfig = Pick<SplitConfig, 'ignoreAlgo'>;

/** In seconds: nothing is asked for a second time. */
const NEVER = 1_000_000;

/** Our client over definitions in memory. */
export async function openOurs(
  { definitions }: Pick<Backend, 'definitions'>,
  config: OurConfig = {},
): Promise<Respondent> {
  const parts = { source: (held: SplitDefinitions) => constantSource(definitions, held) };
  const options = { ...config, logger: silentLogger, [runtimeParts]: parts } as SplitConfig;
  return respondent(await readyFactory('localhost', options));
}

/** Our client over the definitions that a backend serves. */
export async function openOursOverHttp(backend: Pick<Backend, 'urls'>, config: OurConfig = {}): Promise<Respondent> {
  return respondent(await readyFactory('key', { ...ourConfig(backend), ...config }));
}

/** A factory that is ready; one that does not get so leaves nothing behind. */
export async function readyFactory(sdkKey: string, options: SplitConfig): Promise<SplitFactory> {
  const factory = new SplitFactory(sdkKey, options);
  try {
    await factory.blockUntilReady(60);
  } catch (error) {
    await factory.destroy();
    throw error;
  }
  return factory;
}

/** What each client of ours is told that asks a backend: no stream, no impressions, no log. */
export function ourConfig({ urls }: Pick<Backend, 'urls'>): SplitConfig {
  return {
    urls,
    streamingEnabled: false,
    impressionsMode: 'NONE',
    featuresRefreshRate: NEVER,
    segmentsRefreshRate: NEVER,
    // A machine that is busy with other things is no part of the comparison.
    connectionTimeout: 60_000,
    readTimeout: 60_000,
    logger: silentLogger,
  };
}

/** What a client of ours answers. */
export function ourAnswers(client: SplitClient): Omit<Respondent, 'close'> {
  return {
    ask: ({ key, attributes }, flagName) =>
      answerOf(() => {
        const answer = client.getTreatmentWithConfig(key as SplitKey, flagName, attributes as Attributes);
        const treatment = client.getTreatment(key as SplitKey, flagName, attributes as Attributes);
        if (treatment !== answer.treatment)
          throw new Error(`getTreatment answers ${treatment}, not ${answer.treatment}`);
        return answer;
      }),
    askAll: ({ key, attributes }, flagNames) =>
      client.getTreatmentsWithConfig(key as SplitKey, flagNames, attributes as Attributes),
    askSets: ({ key, attributes }, flagSets) =>
      client.getTreatmentsWithConfigByFlagSets(key as SplitKey, flagSets, attributes as Attributes),
  };
}

function respondent(factory: SplitFactory): Respondent {
  return { ...ourAnswers(factory.client()), close: () => factory.destroy() };
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
