import { isDeepStrictEqual } from 'node:util';
import { Experiment, LogLevel } from '@amplitude/experiment-node-server';
import { silentLogger } from '@polyflag/core-engine';
import { ExperimentClient } from '@polyflag/amplitude-provider';
import { AmplitudeEmulator, type ReceivedRequest } from '@polyflag/emulators';
import { Random } from '../random.js';
import { fetchCase, type FetchCase } from './cases.js';

/** A fetch that came out differently. */
export interface Deviation {
  readonly asked: FetchCase;
  readonly vendor: unknown;
  readonly ours: unknown;
}

export interface RemoteComparison {
  /** How many fetches gave variants, and how many an error, with the vendor's client. */
  readonly answered: number;
  readonly failed: number;
  readonly deviations: readonly Deviation[];
}

/** What both clients have in common, so that they can be compared. */
interface Client {
  fetchV2(user: object, options?: object): Promise<unknown>;
  fetch(user: object, options?: object): Promise<unknown>;
}

/** As whom the vendor's client asks. */
const VENDOR_LIBRARY = /^experiment-node-server\//;

/** Asks the vendor's client and ours the same, over one emulator, and compares what they send and what they give. */
export async function compareFetches(seed: number, count: number): Promise<RemoteComparison> {
  const emulator = new AmplitudeEmulator();
  await emulator.start();
  const { server } = emulator.urls;
  const vendor = Experiment.initializeRemote(`server-${String(seed)}`, {
    serverUrl: server,
    fetchRetries: 0,
    logLevel: LogLevel.Disable,
  }) as unknown as Client;
  await vendor.fetchV2({});
  const library = libraryIn(emulator.requests[0]);
  const mine = new ExperimentClient(`server-${String(seed)}`, {
    urls: { server },
    library,
    logger: silentLogger,
    proxy: false,
  });
  const random = new Random(seed);
  const deviations: Deviation[] = [];
  let answered = 0;
  for (let at = 0; at < count; at += 1) {
    const asked = fetchCase(random);
    emulator.answerNormally();
    emulator.answerWith('/sdk', { status: asked.status, body: asked.body });
    const theirs = await outcomeOf(vendor, asked, emulator);
    const ours = await outcomeOf(mine, asked, emulator);
    if (theirs.variants !== undefined) answered += 1;
    if (!isDeepStrictEqual(theirs, ours)) deviations.push({ asked, vendor: theirs, ours });
  }
  await mine.stop();
  await emulator.stop();
  return { answered, failed: count - answered, deviations };
}

interface Outcome {
  readonly sent: unknown;
  readonly variants?: unknown;
  readonly error?: unknown;
  readonly assigned: unknown;
}

async function outcomeOf(client: Client, { user, options }: FetchCase, emulator: AmplitudeEmulator): Promise<Outcome> {
  emulator.forget();
  const fetched = await client.fetchV2(user, options).then(
    (variants: unknown) => ({ variants: asJson(variants) }),
    (error: unknown) => {
      const { constructor, statusCode } = error as Error & { readonly statusCode?: number };
      // The vendor's errors have the name of the base class.
      return { error: { name: constructor.name, statusCode } };
    },
  );
  const sent = emulator.requests.map(sentIn);
  return { sent, ...fetched, assigned: asJson(await client.fetch(user, options)) };
}

/** The parts of a request that mean something to the backend. */
function sentIn({ method, url, headers }: ReceivedRequest): unknown {
  const named = Object.entries(headers).filter(([name]) => name === 'authorization' || name.startsWith('x-amp-'));
  return { method, url, headers: Object.fromEntries(named.sort()) };
}

/** Without members that are `undefined`, as they do not exist for who reads variants. */
function asJson(variants: unknown): unknown {
  return JSON.parse(JSON.stringify(variants));
}

function libraryIn(request: ReceivedRequest | undefined): string {
  const user = JSON.parse(Buffer.from(request?.headers['x-amp-exp-user'] ?? '', 'base64url').toString()) as {
    library: string;
  };
  if (!VENDOR_LIBRARY.test(user.library)) throw new Error("the vendor's client does not say who it is");
  return user.library;
}
