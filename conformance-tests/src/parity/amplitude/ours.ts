import { ManualClock, silentLogger } from '@polyflag/core-engine';
import { ExperimentClient, type AmplitudeConfig } from '@polyflag/amplitude-provider';
import { Evaluator, LocalRuntime, runtimeOf, runtimeParts } from '@polyflag/amplitude-provider/internal';
import { answerOf, type Answer, type Side } from './side.js';
import type { Definitions, User } from './wire.js';

/** Our side, which can be asked for one flag alone too, as the provider asks. */
export interface OurSide extends Side {
  /** The variant of one flag; absent where it has none. */
  decide(user: User, flagKey: string): Answer;
}

export function openOurs({ flags, cohorts }: Definitions): OurSide {
  const config: AmplitudeConfig = {
    localEvaluation: true,
    bootstrap: Object.fromEntries(flags.map((flag) => [flag.key, flag])),
    logger: silentLogger,
  };
  const client = new ExperimentClient('a-key', {
    ...config,
    [runtimeParts]: { clock: new ManualClock() },
  } as AmplitudeConfig);
  const local = runtimeOf(client)?.local;
  if (!(local instanceof LocalRuntime)) throw new Error('the client evaluates remotely');
  const { definitions } = local;
  definitions.putCohorts(
    cohorts.map(({ cohortId, groupType, memberIds }) => ({
      id: cohortId,
      groupType,
      lastModified: 0,
      members: new Set(memberIds),
    })),
  );
  const evaluator = new Evaluator(definitions, true);
  return {
    evaluate: (user, flagKeys) => answerOf(() => client.evaluateV2(user, flagKeys)),
    decide: (user, flagKey) => answerOf(() => decided(definitions, evaluator, user, flagKey)),
  };
}

/** An error of a decision as the vendor's client would have thrown it. */
function thrown(message: string): string {
  if (message.includes('lead back to this flag')) return 'flags in a circle';
  return `${message.startsWith('Invalid regular expression') ? 'SyntaxError' : 'Error'}: ${message}`;
}

function decided(definitions: LocalRuntime['definitions'], evaluator: Evaluator, user: User, flagKey: string): unknown {
  const cell = definitions.set.flag(flagKey);
  if (cell === undefined) return {};
  const { error, outcome } = evaluator.decide(cell, user);
  if (error !== undefined) return { thrown: thrown(error.message) };
  return outcome === undefined ? {} : { key: outcome.variant, metadata: outcome.metadata };
}
