import type { AmplitudeConfig, ExperimentClient, ExperimentUser, FetchOptions } from '@polyflag/amplitude-provider';
import { FormatError, objectOf, rowsOf, type VectorCase } from '../case.js';
import { Backend, type BackendAnswer } from './backend.js';
import { openClient } from './opened.js';

type Row = Readonly<Record<string, unknown>>;

const empty: BackendAnswer = { status: 200, body: '{}' };
const user: ExperimentUser = { user_id: 'u' };

/** Rows of `amplitude-remote` (spec §7.3), over a backend on loopback. */
export function remoteCases(document: Row): VectorCase[] {
  const { library } = document;
  if (typeof library !== 'string') throw new FormatError('the file names no library');
  const backend = new Backend();
  return [
    ...rowsOf(document.requests, 'requests').map((row) => requestCase(backend, library, row)),
    ...rowsOf(document.responses, 'responses').map((row) => responseCase(backend, row)),
    ...rowsOf(document.attempts, 'attempts').map((row) => attemptCase(backend, row)),
  ];
}

/** What was sent: of the headers those that the row names, present or absent. */
function requestCase(backend: Backend, library: string, row: Row): VectorCase {
  const expected = objectOf(row.expect, 'expect');
  const names = Object.keys(objectOf(expected.headers, 'headers'));
  const { absentHeaders } = expected;
  if (!Array.isArray(absentHeaders)) throw new FormatError(`${String(row.id)} names no absent headers`);
  return {
    id: String(row.id),
    expected,
    answer: async () => {
      backend.serve([empty]);
      const { client } = openClient(row.apiKey as string, { library, urls: { server: await backend.open() } });
      await client.fetchV2(row.user as ExperimentUser, row.options as FetchOptions | undefined);
      await client.stop();
      const { method, url, headers } = backend.arrivals[0] ?? { headers: {} };
      const encoded = String(headers['x-amp-exp-user']);
      return {
        method,
        path: url,
        headers: Object.fromEntries(names.map((name) => [name, headers[name]])),
        absentHeaders: absentHeaders.filter((name: string) => headers[name] === undefined),
        userJson: Buffer.from(encoded, 'base64url').toString(),
      };
    },
  };
}

/** What becomes of an answer: by each method, and whether it is asked for again. */
function responseCase(backend: Backend, row: Row): VectorCase {
  const expected = objectOf(row.expect, 'expect');
  const answer = { status: row.status as number, body: row.body as string };
  return {
    id: String(row.id),
    expected,
    answer: async () => {
      backend.serve([answer]);
      const urls = { server: await backend.open() };
      const { client } = openClient('server-testkey', { urls });
      const outcome = await outcomeOf(client);
      const fetched = Object.keys(await client.fetch(user));
      const called = await calledBackWith(client);
      await client.stop();
      const told = {
        ...outcome,
        ...('retryable' in expected ? { retryable: await isAskedAgain(backend, answer) } : {}),
        fetch: fetched,
      };
      const agrees = called.times === 1 && JSON.stringify(called.keys) === JSON.stringify(fetched);
      return agrees && called.failed === 'error' in outcome ? told : { ...told, called };
    },
  };
}

async function isAskedAgain(backend: Backend, answer: BackendAnswer): Promise<boolean> {
  backend.serve([answer]);
  const { client } = openClient('server-testkey', { urls: { server: await backend.open() }, fetchRetries: 1 });
  await client.fetch(user);
  await client.stop();
  return backend.arrivals.length === 2;
}

/** How often is asked, with which waits, and what comes of it. */
function attemptCase(backend: Backend, row: Row): VectorCase {
  const config = objectOf(row.config, 'config') as AmplitudeConfig;
  const answers = rowsOf(row.responses, 'responses') as unknown as readonly BackendAnswer[];
  return {
    id: String(row.id),
    expected: objectOf(row.expect, 'expect'),
    answer: async () => {
      backend.serve(answers);
      const { client, delays } = openClient('server-testkey', { ...config, urls: { server: await backend.open() } });
      const outcome = await outcomeOf(client);
      await client.stop();
      return { requests: backend.arrivals.length, ...outcome, delaysMillis: delays };
    },
  };
}

/** The variants, or the error as rows tell it: the message only of errors whose text is part of the format. */
async function outcomeOf(client: ExperimentClient): Promise<Row> {
  try {
    return { fetchV2: await client.fetchV2(user) };
  } catch (error) {
    const { name, message, statusCode } = error as Error & { readonly statusCode?: number };
    const isOfBody = error instanceof SyntaxError || error instanceof TypeError;
    return { error: name, ...(statusCode === undefined ? {} : { statusCode }), ...(isOfBody ? {} : { message }) };
  }
}

async function calledBackWith(client: ExperimentClient): Promise<{ times: number; failed: boolean; keys: string[] }> {
  const called = { times: 0, failed: false, keys: [] as string[] };
  await client.fetchAsync(user, (_, variants, error) => {
    called.times += 1;
    called.failed = error !== undefined;
    called.keys = Object.keys(variants);
  });
  return called;
}
