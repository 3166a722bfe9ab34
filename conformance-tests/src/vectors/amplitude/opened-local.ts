import { ManualClock, silentLogger } from '@polyflag/core-engine';
import { ExperimentClient } from '@polyflag/amplitude-provider';
import { LocalRuntime, runtimeOf, runtimeParts } from '@polyflag/amplitude-provider/internal';

export interface CohortRow {
  readonly cohortId: string;
  readonly groupType: string;
  readonly memberIds: readonly string[];
}

/** A client over flags as a backend would send them, and cohorts as if they had been downloaded. */
export function openLocalClient(
  flags: readonly Readonly<Record<string, unknown>>[],
  cohorts: readonly CohortRow[],
): ExperimentClient {
  const client = new ExperimentClient('a-key', {
    localEvaluation: true,
    bootstrap: Object.fromEntries(flags.map((flag) => [String(flag.key), flag])),
    logger: silentLogger,
    [runtimeParts]: { clock: new ManualClock() },
  } as ConstructorParameters<typeof ExperimentClient>[1]);
  const local = runtimeOf(client)?.local;
  if (!(local instanceof LocalRuntime)) throw new Error('the client evaluates remotely');
  local.definitions.putCohorts(
    cohorts.map(({ cohortId, groupType, memberIds }) => ({
      id: cohortId,
      groupType,
      lastModified: 0,
      members: new Set(memberIds),
    })),
  );
  return client;
}
