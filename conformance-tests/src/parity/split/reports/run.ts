import { openBackend, type OpenBackend } from '../backend.js';
import type { Definitions } from '../definitions.js';
import { deliberateDifferences } from '../deliberate/differences.js';
import { configFor, rewriteDefinitions } from '../deliberate/rewrite.js';
import type { ReportDifference } from './deliberate/difference.js';
import { openOurReporter, openVendorReporter, type Reporter, type Reporting } from './reporter.js';
import type { Script } from './script.js';
import { sentTo, type Sent } from './sent.js';

/** What one side has posted, and what each call of `track` gave. */
export interface Report {
  readonly sent: Sent;
  readonly tracked: readonly unknown[];
}

/** What both sides say for the same calls. */
export interface Reports {
  readonly ours: Report;
  readonly vendor: Report;
}

type Opener = (backend: OpenBackend) => Promise<Reporter>;

/**
 * Makes the same calls on both sides, each with a backend of its own, and reads what they have posted when they are closed,
 * put so that the rules make no difference.
 */
export async function report(
  { definitions, calls }: Script,
  reporting: Reporting,
  differences: readonly ReportDifference[],
): Promise<Reports> {
  const forVendor = differences.reduce((given, { definitions: put }) => put?.(given) ?? given, definitions);
  const config = configFor(deliberateDifferences);
  const remains = (sent: Sent): Sent => differences.reduce((rest, { remains: put }) => put?.(rest) ?? rest, sent);
  const ours = await reportOf(definitions, calls, (backend) => openOurReporter(backend, reporting, config));
  const vendor = await reportOf(forVendor, calls, (backend) => openVendorReporter(backend, reporting));
  const asRuled = differences.reduce((sent, { vendor: put }) => put?.(sent) ?? sent, vendor.sent);
  return { ours: { ...ours, sent: remains(ours.sent) }, vendor: { ...vendor, sent: remains(asRuled) } };
}

async function reportOf(definitions: Definitions, calls: Script['calls'], open: Opener): Promise<Report> {
  // What answers differ in is compared elsewhere.
  const backend = await openBackend(rewriteDefinitions(definitions, deliberateDifferences));
  try {
    const tracked = await makeCalls(await open(backend), calls);
    return { sent: sentTo(backend.emulator), tracked };
  } finally {
    await backend.close();
  }
}

async function makeCalls(reporter: Reporter, calls: Script['calls']): Promise<readonly unknown[]> {
  const tracked: unknown[] = [];
  try {
    for (const call of calls) {
      const answer = reporter.call(call);
      if (call.method === 'track') tracked.push(answer);
    }
  } finally {
    await reporter.close();
  }
  return tracked;
}
