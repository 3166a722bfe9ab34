import { OpenFeature, type EvaluationContext } from '@openfeature/server-sdk';
import { AmplitudeProvider } from '@polyflag/amplitude-provider';
import type { ExperimentUser } from '@amplitude/experiment-node-server';
import { openVendorRemote } from '../../contestants/amplitude/vendor.js';
import { REMOTE_VALUE, remoteFlags } from '../../definitions/amplitude/remote.js';
import { urlOf } from '../../definitions/places.js';
import { users, type User } from '../../definitions/users.js';
import type { Rounds } from '../../measure/samples.js';
import { quantile } from '../../measure/statistics.js';
import type { Surroundings } from '../../measure/surroundings.js';

/** Who fetches. */
export type Fetching = 'polyflag' | 'amplitude sdk';

export interface RemoteParameters {
  readonly contestants: readonly Fetching[];
  /** The fetches for each user, or milliseconds: until everybody has everything, of the median answer, and of 99 in 100. */
  readonly take: 'fetches' | 'milliseconds';
}

/** So many users are there at a time, each with all flags at once. */
const AT_A_TIME = 50;

type Properties = NonNullable<ExperimentUser['user_properties']>;

/** One flag for one user. */
type Ask = (flagKey: string, user: User) => Promise<unknown>;

/** Asks for every flag of every user, those of one user at once: each flag in ignorance of the others, as an application does. */
export async function measureRemote(
  { contestants, take }: RemoteParameters,
  surroundings: Surroundings,
): Promise<Rounds> {
  const rounds: Record<string, number[]> = {};
  for (const who of contestants) {
    const { fetches, spent, waits } = await fetchAll(who, surroundings);
    if (take === 'fetches') {
      rounds[who] = [fetches];
      continue;
    }
    rounds[`${who}, everything`] = [spent];
    rounds[`${who}, median answer`] = [quantile(waits, 0.5)];
    rounds[`${who}, 99 of 100`] = [quantile(waits, 0.99)];
  }
  return rounds;
}

/** What came of one contestant's asking; times in milliseconds. */
interface Asked {
  /** For each user. */
  readonly fetches: number;
  readonly spent: number;
  readonly waits: readonly number[];
}

async function fetchAll(who: Fetching, { scale, url }: Surroundings): Promise<Asked> {
  const server = urlOf(url, 'amplitude', 'remote');
  const ask = who === 'polyflag' ? await openOurs(server) : openTheirs(server);
  // Somebody else first: code and connections are warm then.
  const everybody = users();
  await inGroups(everybody.slice(-AT_A_TIME / 2), ask);
  const asked = everybody.slice(0, Math.min(scale.fetchedUsers, everybody.length - AT_A_TIME / 2));
  const before = await fetchesOf(server);
  const start = performance.now();
  const waits = await inGroups(asked, ask);
  const spent = performance.now() - start;
  const fetches = (await fetchesOf(server)) - before;
  if (who === 'polyflag') await OpenFeature.close();
  return { fetches: fetches / asked.length, spent, waits };
}

/** @returns how long each answer took, in milliseconds */
async function inGroups(people: readonly User[], ask: Ask): Promise<number[]> {
  const waits: number[] = [];
  const timed = async (flagKey: string, user: User): Promise<void> => {
    const start = performance.now();
    const value = await ask(flagKey, user);
    waits.push(performance.now() - start);
    if (value !== REMOTE_VALUE) throw new Error(`${flagKey} answered ${String(value)}`);
  };
  for (let from = 0; from < people.length; from += AT_A_TIME) {
    const group = people.slice(from, from + AT_A_TIME);
    await Promise.all(group.flatMap((user) => remoteFlags.map((flagKey) => timed(flagKey, user))));
  }
  return waits;
}

async function fetchesOf(server: string): Promise<number> {
  const response = await fetch(`${server}/fetches`);
  return Number(await response.text());
}

async function openOurs(server: string): Promise<Ask> {
  await OpenFeature.setProviderAndWait(new AmplitudeProvider('bench', { urls: { server } }));
  const client = OpenFeature.getClient();
  return (flagKey, { key, attributes }) =>
    client.getStringValue(flagKey, 'none', { ...(attributes as unknown as EvaluationContext), targetingKey: key });
}

function openTheirs(server: string): Ask {
  const client = openVendorRemote(server);
  return async (flagKey, { key, attributes }) =>
    (await client.fetchV2({ user_id: key, user_properties: attributes as unknown as Properties }))[flagKey]?.value;
}
