import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { recordedIn, vectors } from './run.js';

type Row = Record<string, unknown>;
type Expect = Row & { readonly events: Row[] };
type Evaluations = Record<'cases' | 'divergences', (Row & { readonly id: string; readonly expect: Expect })[]>;

describe('the command "vectors" for Hackle', function () {
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
    ['hackle-hash.json', '724 passed, 0 failed'],
    ['hackle-evaluations.json', '814 passed, 0 failed'],
  ];
  for (const [file, expected] of files) {
    it(`passes every row of ${file}`, async () => {
      const { code, last } = await vectors('hackle', recordedIn(file));
      expect(last).to.equal(expected);
      expect(code).to.equal(0);
    });
  }

  for (const field of ['hash', 'slot'] as const) {
    for (const at of [0, 480]) {
      it(`fails on a row with another ${field} (${at}), and shows it`, async () => {
        const document = JSON.parse(await readFile(recordedIn('hackle-hash.json'), 'utf8')) as { rows: Row[] };
        document.rows = document.rows.slice(at, at + 3);
        document.rows[1]![field] = Number(document.rows[1]![field]) + 1;
        const { code, out, last } = await vectors('hackle', await fileOf(document));
        expect(last).to.equal('2 passed, 1 failed');
        expect(out).to.contain('failed rows[1]');
        expect(code).to.equal(1);
      });
    }
  }

  const tampering: readonly [id: string, what: string, tamper: (expected: Expect) => void][] = [
    ['s0009', 'the variation', (expected) => (expected.variation = 'Z')],
    ['s0009', 'the reason', (expected) => (expected.reason = 'OVERRIDDEN')],
    ['s0009', 'a parameter', (expected) => (expected.parameters = {})],
    ['s0009', 'the experiment', (expected) => (expected.experiment = { key: 1, version: 9 })],
    ['s0009', 'a typed read', (expected) => ((expected.gets as Row[])[0]!.value = 'D')],
    ['s0009', 'no event', (expected) => expected.events.pop()],
    ['s0009', 'an event', (expected) => (expected.events[0]!.variationId = 1)],
    ['s0009', 'a property of an event', (expected) => (expected.events[0]!.properties = {})],
    ['s0518', 'the order of events', (expected) => expected.events.reverse()],
    ['s0185', 'the envelope', (expected) => ((expected.envelope as Row).userId = 'x')],
    ['s0194', 'an envelope with a user id', (expected) => ((expected.envelope as Row).userId = 'ae03e1adf')],
    ['s0192', 'the value of a tracked event', (expected) => (expected.events[0]!.value = 31)],
    ['s0530', 'the value of a parameter', (expected) => (expected.value = 'x')],
    ['s0594', 'a decision without a workspace', (expected) => (expected.reason = 'EXPERIMENT_NOT_FOUND')],
    ['sd010', 'a divergence', (expected) => (expected.variation = 'B')],
  ];
  for (const [id, what, tamper] of tampering) {
    it(`fails on the row ${id} with another answer: ${what}`, async () => {
      const document = JSON.parse(await readFile(recordedIn('hackle-evaluations.json'), 'utf8')) as Evaluations;
      const only = (rows: Evaluations['cases']) => rows.filter((row) => row.id === id || row.id === 's0001');
      const [cases, divergences] = [only(document.cases), only(document.divergences)];
      tamper([...cases, ...divergences].find((row) => row.id === id)!.expect);
      const { code, out, last } = await vectors('hackle', await fileOf({ ...document, cases, divergences }));
      expect(last).to.equal('1 passed, 1 failed');
      expect(out).to.contain(`failed ${id}`);
      expect(code).to.equal(1);
    });
  }

  const refused: readonly [what: string, content: unknown][] = [
    ['a file of another format', { format: 'hackle-hash/2', rows: [] }],
    ['a file without rows', { format: 'hackle-hash/1' }],
    ['a row that expects no events', { ...empty(), cases: [{ id: 'a', workspace: null, expect: {} }] }],
    [
      'a row of a workspace that is not there',
      { ...empty(), cases: [{ id: 'a', workspace: 'x', expect: { events: [] } }] },
    ],
  ];
  for (const [what, content] of refused) {
    it(`refuses ${what}`, async () => {
      const { code, last } = await vectors('hackle', await fileOf(content));
      expect(last).to.equal('0 passed, 0 failed');
      expect(code).to.equal(2);
    });
  }
});

function empty(): Row {
  return { format: 'hackle-evaluations/1', workspaces: {}, cases: [], divergences: [] };
}
