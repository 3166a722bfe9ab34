import { setTimeout } from 'node:timers/promises';
import { openPolyflag } from '../../contestants/hackle/polyflag.js';
import { hackleRoom, type HackleQuestion } from '../../contestants/hackle/room.js';
import { openVendor } from '../../contestants/hackle/vendor.js';
import type { HackleSet } from '../../definitions/hackle/sets.js';
import { urlOf } from '../../definitions/places.js';
import { loopOver } from '../../measure/loop.js';
import { inPortions, type PortionRunner } from '../../measure/portions.js';
import type { Rounds } from '../../measure/samples.js';
import type { Surroundings } from '../../measure/surroundings.js';

/** Who evaluates and reports; the second one of ours has nobody to report to. */
export type HackleReporter = 'polyflag' | 'polyflag, nothing reported' | 'hackle sdk';

export interface HackleReportingParameters {
  readonly contestants: readonly HackleReporter[];
  readonly set: HackleSet;
  readonly question: HackleQuestion & { readonly method: 'variationDetail' };
}

/** Below what the vendor's SDK sends in between: 1,000 events. */
const PORTION = 900;

interface Reporting {
  readonly client: unknown;
  /** Carries away what waits. */
  readonly flush: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Measures `variationDetail` with what becomes of its exposure on the way to the queue. */
export async function measureReporting(
  { contestants, set, question }: HackleReportingParameters,
  surroundings: Surroundings,
): Promise<Rounds> {
  const setUrl = urlOf(surroundings.url, 'hackle', set);
  const inputs = hackleRoom.inputs(question, surroundings.scale);
  const whom = question.users === 'ids' ? 'keys[at]' : 'users[at]';
  const opened = await Promise.all(contestants.map(async (who) => ({ who, ...(await openReporter(who, setUrl)) })));
  const runners = opened.map(({ who, client, flush }): PortionRunner => {
    const loop = loopOver(client, `target.variationDetail(names[at], ${whom})`, '.variation.length');
    return { name: who, portion: PORTION, run: () => loop(PORTION, inputs), carryAway: flush };
  });
  const { rounds, name } = surroundings.scale;
  const measured = await inPortions(runners, { rounds, warmUpRounds: name === 'full' ? 10 : 1 });
  await Promise.all(opened.map(({ close }) => close()));
  return measured;
}

async function openReporter(who: HackleReporter, setUrl: string): Promise<Reporting> {
  if (who === 'hackle sdk') {
    const { client, flush, close } = await openVendor(setUrl, 'sent');
    return {
      client,
      flush: () => {
        flush();
        // Whether they have arrived it does not tell.
        return setTimeout(10);
      },
      close,
    };
  }
  const { client, close } = await openPolyflag(setUrl, who === 'polyflag' ? 'sent' : 'none');
  return { client, flush: () => client.flush(), close };
}
