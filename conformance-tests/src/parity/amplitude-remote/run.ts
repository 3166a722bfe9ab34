import { Experiment, LogLevel } from '@amplitude/experiment-node-server';
import { silentLogger } from '@polyflag/core-engine';
import { ExperimentClient } from '@polyflag/amplitude-provider';
import { AmplitudeEmulator, type ReceivedRequest } from '@polyflag/emulators';
import type { Run } from '../comparison.js';
import { Random } from '../random.js';
import { Tally } from '../tally.js';
import { judgeAsWritten } from '../verdict.js';
import { fetchCase, type FetchCase } from './cases.js';

export type RemoteTally = Tally<FetchCase, Outcome>;

/** What both clients have in common, so that they can be compared. */
interface Client {
  fetchV2(user: object, options?: object): Promise<unknown>;
  fetch(user: object, options?: object): Promise<unknown>;
}

/** As whom the vendor's client asks. */
const VENDOR_LIBRARY = /^experiment-node-server\//;

/** What is counted of the fetches on which both agree: whether one gives variants, or fails. */
export const VARIANTS = 'variants';

/** Asks the vendor's client and ours the same, over one emulator, and compares what they send and what they give. */
export async function compareFetches({ seed, count }: Run): Promise<RemoteTally> {
  const emulator = new AmplitudeEmulator();
  await emulator.start();
  const { server } = emulator.urls;
  const vendor = Experiment.initializeRemote(`server-${String(seed)}`, {
    serverUrl: server,
    fetchRetries: 0,
    logLevel: LogLevel.Disable,
  }) as unknown as Client;
  await vendor.fetchV2({});
  const ours = new ExperimentClient(`server-${String(seed)}`, {
    urls: { server },
    library: libraryIn(emulator.requests[0]),
    logger: silentLogger,
    proxy: false,
  });
  const random = new Random(seed);
  const tally: RemoteTally = new Tally([], [VARIANTS]);
  try {
    while (tally.evaluations < count) {
      const asked = fetchCase(random);
      emulator.answerNormally();
      emulator.answerWith('/sdk', { status: asked.status, body: asked.body });
      const verdict = judgeAsWritten({
        vendor: await outcomeOf(vendor, asked, emulator),
        ours: await outcomeOf(ours, asked, emulator),
      });
      tally.count(verdict, asked);
      if (verdict.kind === 'agreed') tally.countTruth(VARIANTS, verdict.answer.variants !== undefined);
    }
  } finally {
    await ours.stop();
    await emulator.stop();
  }
  return tally;
}

/** What came of a fetch, as its caller and the backend see it. */
export interface Outcome {
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
