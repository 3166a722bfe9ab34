import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { recordedIn, vectors } from './run.js';

const recorded = recordedIn('split-hash.json');

describe('the command "vectors"', function () {
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
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  it('passes every recorded row of Split', async () => {
    const { code, last } = await vectors('split', recorded);
    expect(last).to.equal('1602 passed, 0 failed');
    expect(code).to.equal(0);
  });

  const tampering: readonly [section: string, tamper: (row: Record<string, unknown>) => void][] = [
    ['murmur3_32', (row) => (row.hash = Number(row.hash) + 1)],
    ['legacy', (row) => (row.bucket = Number(row.bucket) + 1)],
    ['loneSurrogates', (row) => (row.hash = 0)],
    ['murmur3_128', (row) => (row.x86_128_hex = 'ff')],
    ['rollout', (row) => (row.treatment = 'nobody')],
    ['semver', (row) => (row.compare = 7)],
    ['semverNormalized', (row) => (row.version = 'no')],
    ['semverValidity', (row) => (row.valid = row.valid !== true)],
    ['evaluation', (row) => (row.js = { treatment: 'def', label: 'elsewhere' })],
    ['latencyBuckets', (row) => (row.bucket = 23)],
    ['hourTruncation', (row) => (row.truncated = -1)],
  ];
  for (const [section, tamper] of tampering) {
    it(`fails on one tampered row of "${section}" and shows it`, async () => {
      const document = JSON.parse(await readFile(recorded, 'utf8')) as Record<string, Record<string, unknown>[]>;
      const row = document[section]![2]!;
      tamper(row);
      const { code, out, last } = await vectors('split', await fileOf({ [section]: document[section]!.slice(0, 4) }));
      expect(last).to.equal(`${Math.min(document[section]!.length, 4) - 1} passed, 1 failed`);
      expect(out).to.contain(`failed ${section}[2]`);
      expect(code).to.equal(1);
    });
  }

  const refused: readonly [what: string, args: () => Promise<string[]>][] = [
    ['a file without rows', async () => ['split', await fileOf({ murmur3_32: [] })]],
    ['a section that the format does not have', async () => ['split', await fileOf({ murmur4: [{}] })]],
    ['a row that expects nothing', async () => ['split', await fileOf({ murmur3_32: [{ key: 'a', seed: 0 }] })]],
    ['a file that is not JSON', async () => ['split', await fileOf('{')]],
    ['a file that is not there', () => Promise.resolve(['split', join(temporary, 'absent.json')])],
    ['an unknown vendor', () => Promise.resolve(['nobody', recorded])],
    ['too few arguments', () => Promise.resolve(['split'])],
  ];
  for (const [what, args] of refused) {
    it(`refuses ${what}`, async () => {
      const { code, last } = await vectors(...(await args()));
      expect(code).to.equal(2);
      expect(last).to.equal('0 passed, 0 failed');
    });
  }
});
