import { Experiment, LogLevel } from '@amplitude/experiment-node-server';
import { answerOf, type Answer, type Side } from './side.js';
import type { Definitions, User } from './wire.js';

/** What a client of the vendor's keeps of cohorts: there is no other way to them without a backend. */
interface Inside {
  readonly cohortStorage: { put(cohort: object): void };
}

let instances = 0;

/** The vendor's SDK over flags and cohorts. */
export function openVendor({ flags, cohorts }: Definitions): Side {
  instances += 1;
  const client = Experiment.initializeLocal('a-key', {
    instanceName: String(instances),
    bootstrap: Object.fromEntries(flags.map((flag) => [flag.key, structuredClone(flag)])) as never,
    logLevel: LogLevel.Disable,
  });
  for (const { cohortId, groupType, memberIds } of cohorts) {
    const cohort = { cohortId, groupType, groupTypeId: 0, lastComputed: 0, lastModified: 0, size: memberIds.length };
    (client as unknown as Inside).cohortStorage.put({ ...cohort, memberIds: new Set(memberIds) });
  }
  return {
    // It writes into the user.
    evaluate: (user: User, flagKeys): Answer =>
      answerOf(() => client.evaluateV2(structuredClone(user), flagKeys as string[] | undefined)),
  };
}
