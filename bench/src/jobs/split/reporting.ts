import { openReporter, type Mode, type Reporter } from '../../contestants/split/reporting.js';
import { rollout } from '../../definitions/split/measured.js';
import { keyOf, USERS } from '../../definitions/users.js';
import { literal } from '../../definitions/literal.js';
import { loopOver, type Inputs } from '../../measure/loop.js';
import { inPortions, type PortionRunner } from '../../measure/portions.js';
import type { Rounds } from '../../measure/samples.js';
import type { Surroundings } from '../../measure/surroundings.js';

export interface ReportingParameters {
  readonly mode: Mode;
  readonly contestants: readonly Reporter[];
  /** Whether every call has a user of its own, or 1,000 users come in turn. */
  readonly distinct: boolean;
}

/** How many users come in turn. */
export const IN_ROTATION = 1_000;

/** Below what the queues of either take before they drop or send in between. */
export const PORTION: Readonly<Record<Reporter, number>> = {
  polyflag: 2_000,
  'polyflag, nothing reported': 2_000,
  'split sdk': 500,
};

/** Measures whole evaluations, with what becomes of their impressions on the way to the queue. */
export async function measureReporting(
  { mode, contestants, distinct }: ReportingParameters,
  surroundings: Surroundings,
): Promise<Rounds> {
  const opened = await Promise.all(
    contestants.map(async (who) => ({ who, ...(await openReporter(who, mode, 'rollout', surroundings)) })),
  );
  const runners = opened.map(({ who, client }): PortionRunner => {
    const portion = PORTION[who];
    const loop = loopOver(client, 'target.getTreatment(keys[at], names[at])');
    let next = USERS;
    let inputs = inputsFrom(0, IN_ROTATION);
    return {
      name: who,
      portion,
      prepare: () => {
        if (!distinct) return;
        inputs = inputsFrom(next, portion);
        next += portion;
      },
      run: () => loop(portion, inputs),
    };
  });
  const { rounds, name } = surroundings.scale;
  const measured = await inPortions(runners, { rounds, warmUpRounds: name === 'full' ? 10 : 1 });
  await Promise.all(opened.map(({ close }) => close()));
  return measured;
}

function inputsFrom(first: number, count: number): Inputs {
  const name = literal(rollout.flag.name);
  const keys = Array.from({ length: count }, (_, at) => keyOf(first + at));
  return { names: keys.map(() => name), keys, users: keys.map(() => ({})) };
}
