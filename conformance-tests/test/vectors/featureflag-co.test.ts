import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { recordedIn, vectors } from './run.js';

type Row = Record<string, unknown>;

interface Evaluations extends Row {
  vectors: (Row & { readonly id: string; readonly expected: Row; readonly events: Row[]; eventUser?: Row })[];
  isEnabled: Row[];
  allFlags: Row & {
    cases: (Row & { expected: { data: Row[] }; onGet: Record<string, { events: Row[] }> })[];
    known: Row[];
  };
  sync: { readonly name: string; readonly steps: (Row & { expected: Row; perItem?: Row })[] }[];
}

describe('the command "vectors" for featureflag.co', function () {
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

  async function recorded<T>(file: string): Promise<T> {
    return JSON.parse(await readFile(recordedIn(file), 'utf8')) as T;
  }

  const files: readonly [file: string, last: string, skipped: number][] = [
    ['featureflag-co-hash.json', '515 passed, 0 failed', 0],
    ['featureflag-co-token.json', '131 passed, 0 failed', 0],
    ['featureflag-co-evaluations.json', '1158 passed, 0 failed', 12],
  ];
  for (const [file, expected, skipped] of files) {
    it(`passes every row of ${file}`, async () => {
      const { code, last, out } = await vectors('featureflag-co', recordedIn(file));
      expect(last).to.equal(expected);
      expect(out.match(/^skipped regex-dialect/gm) ?? []).to.have.length(skipped);
      expect(out.match(/^skipped/gm) ?? []).to.have.length(skipped);
      expect(code).to.equal(0);
    });
  }

  /** Runs one file with one wrong row in it. */
  async function expectFailure(document: object, id: string): Promise<void> {
    const { code, out, last } = await vectors('featureflag-co', await fileOf(document));
    expect(last).to.match(/^\d+ passed, 1 failed$/);
    expect(out).to.contain(`failed ${id}`);
    expect(code).to.equal(1);
  }

  const hashes: readonly [section: string, what: string, tamper: (row: Row) => void][] = [
    ['rows', 'a point', (row) => (row.percentage = Number(row.percentage) / 2)],
    ['rows', 'a slice', (row) => ((row.inRange as Row[])[0]!.expected = !(row.inRange as Row[])[0]!.expected)],
    ['special', 'an odd slice', (row) => (row.expected = !row.expected)],
    ['experimentKeys', 'the point of an experiment', (row) => (row.percentage = Number(row.percentage) / 2)],
    ['experimentKeys', 'an encoded key', (row) => (row.base64Key = 'AAAA')],
    ['experimentBounds', 'whether somebody takes part', (row) => (row.expected = !row.expected)],
    ['experimentBounds', 'a share', (row) => (row.upperBound = Number(row.upperBound) + Number.EPSILON)],
    ['nonAscii', 'a point of a key that is not ASCII', (row) => (row.percentageOfSubstituted = 0.25)],
    ['nonAscii', 'a key that is not ASCII', (row) => (row.substituted = 'x')],
  ];
  for (const [section, what, tamper] of hashes) {
    it(`fails on a hash row with another answer: ${what}`, async () => {
      const document = await recorded<Record<string, Row[]>>('featureflag-co-hash.json');
      for (const name of ['rows', 'special', 'experimentKeys', 'experimentBounds', 'nonAscii']) {
        document[name] = document[name]!.slice(0, name === section ? 3 : 1);
      }
      tamper(document[section]![1]!);
      await expectFailure(document, `${section}[1]`);
    });
  }

  const tokens: readonly [section: string, field: string, wrong: unknown][] = [
    ['tokens', 'token', 'QSHBS'],
    ['flagIds', 'flagId', 'FF__1'],
    ['secretValidation', 'accepted', false],
  ];
  for (const [section, field, wrong] of tokens) {
    it(`fails on a row of ${section} with another answer`, async () => {
      const document = await recorded<Record<string, Row[]>>('featureflag-co-token.json');
      document[section]![1]![field] = wrong;
      await expectFailure(document, `${section}[1]`);
    });
  }

  const rows: readonly [id: string, what: string, tamper: (row: Evaluations['vectors'][number]) => void][] = [
    ['user-model-001', 'the option', (row) => (row.expected.id = 9)],
    ['user-model-001', 'the reason', (row) => (row.expected.reason = 'target match')],
    ['user-model-001', 'the value', (row) => (row.expected.variation = 'x')],
    ['user-model-001', 'the name', (row) => (row.expected.name = 'x')],
    ['user-model-001', 'no event', (row) => row.events.pop()],
    ['user-model-001', 'another event', (row) => (row.events[0]!.sendToExperiment = false)],
    ['user-model-007', 'the user of the event', (row) => ((row.eventUser!.customizedProperties as Row[]).length = 1)],
    ['prerequisite-lowercase-key-001', 'the order of answers', (row) => row.events.reverse()],
    ['rollout-gap-001', 'the decision for whom no slice holds', (row) => ((row.recommended as Row).id = 1)],
    ['default-quirk-002', 'the caller’s default', (row) => (row.expected.variation = 'x')],
    ['malformed-006', 'a clause without an operation', (row) => (row.expected.success = true)],
  ];
  for (const [id, what, tamper] of rows) {
    it(`fails on the row ${id} with another answer: ${what}`, async () => {
      const document = await recorded<Evaluations>('featureflag-co-evaluations.json');
      const only = document.vectors.filter((row) => row.id === id || row.id === 'target-001');
      tamper(only.find((row) => row.id === id)!);
      await expectFailure({ ...document, vectors: only, isEnabled: [], sync: [] }, id);
    });
  }

  const others: readonly [id: string, tamper: (document: Evaluations) => void][] = [
    ['isEnabled[1]', ({ isEnabled }) => (isEnabled[1]!.expected = false)],
    ['allFlags.cases[0]', ({ allFlags }) => allFlags.cases[0]!.expected.data.pop()],
    ['allFlags.cases[0]', ({ allFlags }) => (allFlags.cases[0]!.onGet['misc-all-pre']!.events.length = 1)],
    ['allFlags.known', ({ allFlags }) => (allFlags.known[0]!.expected = false)],
    ['sync "full then', ({ sync }) => (sync[0]!.steps[1]!.expected.version = 1)],
    ['sync "patch with several items"', ({ sync }) => (sync[5]!.steps[1]!.perItem!.items = {})],
    ['sync "messages that', ({ sync }) => (sync[6]!.steps[0]!.expected.state = 'OK')],
  ];
  for (const [id, tamper] of others) {
    it(`fails on ${id} with another answer`, async () => {
      const document = await recorded<Evaluations>('featureflag-co-evaluations.json');
      document.vectors.length = 3;
      tamper(document);
      await expectFailure(document, id);
    });
  }

  const refused: readonly [what: string, content: unknown][] = [
    ['a file of another format', { format: 'ffc-hash/2', rows: [] }],
    ['a file without rows', { format: 'ffc-hash/1' }],
    ['evaluations without a secret', { format: 'ffc-evaluations/1', vectors: [] }],
  ];
  for (const [what, content] of refused) {
    it(`refuses ${what}`, async () => {
      const { code, last } = await vectors('featureflag-co', await fileOf(content));
      expect(last).to.equal('0 passed, 0 failed');
      expect(code).to.equal(2);
    });
  }
});
