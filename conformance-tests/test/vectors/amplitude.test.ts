import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { recordedIn, vectors } from './run.js';

type Row = Record<string, unknown>;
type Rows = (Row & { readonly id: string; expect: Row })[];

describe('the command "vectors" for Amplitude', function () {
  this.timeout(30_000);
  let temporary: string;

  before(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'polyflag-vectors-'));
  });

  after(async () => {
    await rm(temporary, { recursive: true });
  });

  async function fileOf(content: unknown): Promise<string> {
    const file = join(temporary, 'vectors.json');
    await writeFile(file, JSON.stringify(content));
    return file;
  }

  const files: readonly [file: string, last: string][] = [
    ['amplitude-cookie.json', '84 passed, 0 failed'],
    ['amplitude-evaluations.json', '701 passed, 0 failed'],
    ['amplitude-remote.json', '115 passed, 0 failed'],
  ];
  for (const [file, expected] of files) {
    it(`passes every row of ${file}`, async () => {
      const { code, last } = await vectors('amplitude', recordedIn(file));
      expect(last).to.equal(expected);
      expect(code).to.equal(0);
    });
  }

  const tampering: readonly [file: string, id: string, what: string, tamper: (row: Rows[number]) => void][] = [
    ['cookie', 'name-05', 'the name', (row) => Object.assign(row, { expect: 'amp_a1b2c4' })],
    ['cookie', 'name-03', 'the error', (row) => (row.error = 'something else')],
    ['cookie', 'name-12', 'an error where there is none', (row) => Object.assign(row, { throws: true, error: 'x' })],
    ['cookie', 'gen-20', 'the cookie', (row) => Object.assign(row, { expect: 'abc' })],
    ['cookie', 'parse-03', 'the user', (row) => (row.expect.user_id = 'bob')],
    ['cookie', 'parse-36', 'a cookie that cannot be read', (row) => (row.expect.device_id = 'd')],
    ['evaluations', 'op-001', 'a variant', (row) => ((row.expect.v2 as Row).flag = { key: 'on' })],
    ['evaluations', 'op-001', 'a flag more', (row) => ((row.expect.v2 as Row).more = {})],
    ['evaluations', 'op-003', 'what is filtered', (row) => (row.expect.v1 = ['flag'])],
    ['evaluations', 'dep-cycle-2', 'a message', (row) => (row.expect.error = 'Detected a cycle between flags b,a')],
    ['evaluations', 'op-292', 'the class of an error', (row) => (row.expect.errorName = 'Error')],
    ['evaluations', 'cohort-003', 'a cohort', (row) => (row.cohorts = [])],
    ['evaluations', 'ctx-005', 'a context', (row) => (row.context = {})],
    ['evaluations', 'sort-004', 'an order', (row) => (row.order as string[]).push('z')],
    ['evaluations', 'sort-008', 'a cycle', (row) => (row.error = 'x')],
    ['evaluations', 'track-1-1', 'a canonical text', (row) => (row.canonical = '')],
    ['evaluations', 'track-1-1', 'an exposure', (row) => (row.exposures as Row[]).pop()],
    ['evaluations', 'track-1-2', 'an assignment', (row) => ((row.assignment as Row).insert_id = '')],
    ['evaluations', 'dedupe-1', 'a repetition', (row) => ((row.steps as Row[])[1]!.track = true)],
    ['remote', 'req-002', 'the method', (row) => (row.expect.method = 'POST')],
    ['remote', 'req-002', 'the path', (row) => (row.expect.path = '/sdk/vardata')],
    ['remote', 'req-018', 'a header', (row) => ((row.expect.headers as Row)['x-amp-exp-flag-keys'] = 'WyJhIl0')],
    ['remote', 'req-020', 'an absent header', (row) => (row.expect.absentHeaders as string[]).push('x-amp-exp-track')],
    ['remote', 'req-016', 'the order of members', (row) => (row.expect.userJson = '{}')],
    ['remote', 'res-011', 'a variant', (row) => (row.expect.fetchV2 = {})],
    ['remote', 'res-005', 'what is filtered', (row) => (row.expect.fetch = ['a', 'b', 'c'])],
    ['remote', 'res-039', 'the class of an error', (row) => (row.expect.error = 'SyntaxError')],
    ['remote', 'res-052', 'a status', (row) => (row.expect.statusCode = 403)],
    ['remote', 'res-052', 'a message', (row) => (row.expect.message = 'no')],
    ['remote', 'res-052', 'a failure that lasts', (row) => (row.expect.retryable = true)],
    ['remote', 'res-059', 'a failure that passes', (row) => (row.expect.retryable = false)],
    ['remote', 'try-005', 'the number of requests', (row) => (row.expect.requests = 2)],
    ['remote', 'try-017', 'the waits', (row) => (row.expect.delaysMillis = [30, 30, 30, 30])],
    ['remote', 'try-025', 'which error is told', (row) => (row.expect.statusCode = 500)],
  ];
  for (const [file, id, what, tamper] of tampering) {
    it(`fails on the row ${id} with another answer: ${what}`, async () => {
      const text = await readFile(recordedIn(`amplitude-${file}.json`), 'utf8');
      const document = JSON.parse(text) as Record<string, unknown>;
      for (const [section, rows] of Object.entries(document)) {
        if (!Array.isArray(rows)) continue;
        const kept = (rows as Rows).filter((row, at) => row.id === id || (at === 1 && row.id !== id));
        document[section] = kept;
        kept.filter((row) => row.id === id).forEach(tamper);
      }
      const { code, out, last } = await vectors('amplitude', await fileOf(document));
      expect(last).to.match(/^[1-9] passed, 1 failed$/);
      expect(out).to.contain(`failed ${id}`);
      expect(code).to.equal(1);
    });
  }

  const refused: readonly [what: string, content: unknown][] = [
    ['a file of another format', { format: 'amplitude', requests: [] }],
    ['a file without rows', { format: 'amplitude-cookie' }],
    [
      'a row of flags that are not there',
      {
        ...{ format: 'amplitude-evaluations', hashes: [], contexts: [], sorts: [], trackingEvents: [], dedupe: [] },
        ...{ flagSets: {}, evaluations: [{ id: 'a', flagSet: 'x', user: {}, expect: {} }] },
      },
    ],
    ['a file without a library', { format: 'amplitude-remote', requests: [], responses: [], attempts: [] }],
    [
      'a row that expects nothing',
      { format: 'amplitude-cookie', cookieName: [], generate: [{ deviceId: 'a', newFormat: true }], parse: [] },
    ],
  ];
  for (const [what, content] of refused) {
    it(`refuses ${what}`, async () => {
      const { code, last } = await vectors('amplitude', await fileOf(content));
      expect(last).to.equal('0 passed, 0 failed');
      expect(code).to.equal(2);
    });
  }
});
