import { openBackend, type Backend } from '../backend.js';
import { answerOf, type DecidingClient } from '../answer.js';
import type { WholeWorkspace } from '../make/workspace.js';
import { readyClient } from '../ours.js';
import { readyVendor } from '../vendor.js';
import type { Call } from './calls.js';
import type { ReportDifference } from './deliberate/difference.js';
import type { Script } from './script.js';
import { sentTo, type Sent } from './sent.js';

/** What both sides have posted for the same calls. */
export interface Reports {
  readonly ours: Sent;
  readonly vendor: Sent;
}

interface Reporter {
  readonly client: object;
  close(): Promise<void>;
}

const EVENTS = '/api/v2/events';

/** What the last event of every run is called: when it has arrived, all have. */
const LAST = { event: 'the last of all', user: 'nobody else' } as const;

/**
 * Makes the same calls on both sides, each with a backend of its own, and reads what they have posted, put so that the rules
 * make no difference.
 */
export async function report({ workspace, calls }: Script, differences: readonly ReportDifference[]): Promise<Reports> {
  const forVendor = calls.flatMap((call) => {
    const put = differences.reduce<Call | undefined>(
      (given, { call: rewrite }) => (given === undefined || rewrite === undefined ? given : rewrite(given)),
      call,
    );
    return put === undefined ? [] : [put];
  });
  const ours = await reportOf(workspace, calls, openOurs);
  const vendor = await reportOf(workspace, forVendor, openVendor);
  const asRuled = differences.reduce((sent, { vendor: put }) => put?.(sent) ?? sent, vendor);
  const remains = (sent: Sent): Sent => differences.reduce((rest, { remains: put }) => put?.(rest) ?? rest, sent);
  return { ours: remains(ours), vendor: remains(asRuled) };
}

async function openOurs(backend: Backend): Promise<Reporter> {
  const client = await readyClient(backend);
  return { client, close: () => client.close() };
}

async function openVendor(backend: Backend): Promise<Reporter> {
  const client = await readyVendor(backend);
  return {
    client,
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

async function reportOf(
  workspace: WholeWorkspace,
  calls: readonly Call[],
  open: (backend: Backend) => Promise<Reporter>,
): Promise<Sent> {
  const backend = await openBackend(workspace);
  const { emulator } = backend;
  try {
    const reporter = await open(backend);
    const { client } = reporter;
    const tracking = client as { track(event: unknown, user: unknown): void };
    for (const call of calls) {
      if (call.method === 'track') tracking.track(call.event, call.user);
      else answerOf(client as DecidingClient, call.asked, call.user);
    }
    tracking.track(LAST.event, LAST.user);
    await reporter.close();
    await emulator.received(({ path, body }) => path === EVENTS && JSON.stringify(body).includes(LAST.event));
    return withoutLast(sentTo(emulator));
  } finally {
    await backend.close();
  }
}

function withoutLast(sent: Sent): Sent {
  return { ...sent, tracks: sent.tracks.filter(({ eventTypeKey }) => eventTypeKey !== LAST.event) };
}
