import { silentLogger } from '@polyflag/core-engine';
import { HackleClient, type HackleConfig } from '@polyflag/hackle-provider';
import { answerOf, type DecidingClient, type Respondent } from './answer.js';
import type { Backend } from './backend.js';

/** In milliseconds: nothing is asked for a second time, and a machine that is busy is no part of the comparison. */
const NEVER = 1_000_000_000;
const LONG = 60_000;

/** Our client over the workspace that a backend serves. */
export async function openOurs(backend: Backend): Promise<Respondent> {
  const client = await readyClient(backend);
  const deciding = client as unknown as DecidingClient;
  return { ask: (asked, user) => answerOf(deciding, asked, user), close: () => client.close() };
}

/** A client of ours that has its workspace; one that does not get it leaves nothing behind. */
export async function readyClient({ urls }: Backend, more: HackleConfig = {}): Promise<HackleClient> {
  const client = new HackleClient('parity', {
    urls,
    pollingIntervalMillis: NEVER,
    initTimeoutMillis: LONG,
    closeTimeoutMillis: LONG,
    logger: silentLogger,
    ...more,
  });
  try {
    await client.initialize();
  } catch (error) {
    await client.close();
    throw error;
  }
  return client;
}
