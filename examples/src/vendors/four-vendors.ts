import { OpenFeature, type Provider } from '@openfeature/server-sdk';
import { askAll, watchChange, type Observed, type Question, type Row } from '../application.js';
import { print, printChange, printCounts, printTable } from '../print.js';
import { users } from '../users.js';
import { amplitude } from './amplitude.js';
import { backendOf, choose, titleOf, type Choice } from './choice.js';
import { featureFlagCo } from './featureflag-co.js';
import { hackle } from './hackle.js';
import { sideBySide } from './side-by-side.js';
import { split } from './split.js';
import type { Backend } from './vendor.js';

/** What is asked of every vendor, and means the same there. */
const questions: readonly Question[] = [
  { flag: 'new-checkout', type: 'boolean', fallback: false },
  { flag: 'layout', type: 'string', fallback: 'none' },
  { flag: 'page-size', type: 'number', fallback: 10 },
  { flag: 'banner', type: 'string', fallback: 'none' },
  { flag: 'not-there', type: 'boolean', fallback: true },
];

/** Who has a plan of gold gets the new checkout. */
const gold = { targetingKey: 'user-7', plan: 'gold' };

/** What came of the application with one vendor. */
interface Run {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly change?: Observed | undefined;
  /** `undefined`: the vendor's own backend keeps that to itself. */
  readonly received?: readonly string[] | undefined;
  /** Why the vendor's own backend could not be had. */
  readonly problem?: string | undefined;
}

/** The same application in front of each vendor, one after the other; then what came of it, side by side. */
export async function fourVendors(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const runs: Run[] = [];
  for (const choice of choose([split, hackle, featureFlagCo, amplitude], env)) runs.push(await runWith(choice));
  printTable('The same application, in front of four vendors', sideBySide(runs));
  for (const { title, change, received, problem } of runs) {
    if (problem !== undefined) print(`${title} could not be had`, `  ${problem}`);
    if (change !== undefined) printChange(`${title} streams a change: new-checkout is off`, gold.targetingKey, change);
    if (received !== undefined) printCounts(`What ${title} received`, 'report', received);
  }
}

async function runWith(choice: Choice): Promise<Run> {
  const title = titleOf(choice);
  let backend: Backend;
  try {
    backend = await backendOf(choice);
  } catch (error) {
    return { title, rows: [], problem: messageOf(error) };
  }
  const run = { title, ...(await application(backend)) };
  await backend.stop();
  return { ...run, received: backend.received?.() };
}

/** All of it but the first statement is the same, whoever the vendor is. */
async function application({ provider, switchOff }: Backend): Promise<Omit<Run, 'title'>> {
  const problem = await setProvider(provider);

  const client = OpenFeature.getClient();
  const rows = await askAll(client, questions, users);
  const change = switchOff && (await watchChange(client, 'new-checkout', gold, switchOff));
  client.track('purchase', gold, { value: 9.5, currency: 'EUR' });
  // Closing hands over what still waits to be reported.
  await OpenFeature.clearProviders();
  return { rows, change, problem };
}

/** The line that decides on the vendor. A backend that cannot be had is no reason to stop: the answers are then the fallbacks. */
async function setProvider(provider: Provider): Promise<string | undefined> {
  try {
    await OpenFeature.setProviderAndWait(provider);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
