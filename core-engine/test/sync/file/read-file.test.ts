import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { readContent, stampOf } from '#src/sync/file/read-file.js';
import { SourceError } from '#src/sync/source.js';
import { tempFolder } from '../jig/temp-folder.js';

async function problemOf(file: string, maxBytes = 1_000): Promise<SourceError> {
  try {
    await readContent(file, maxBytes);
  } catch (error) {
    expect(error).to.be.instanceOf(SourceError);
    return error as SourceError;
  }
  throw new Error('it was read');
}

describe('sync: reading a file', () => {
  const at = tempFolder();

  it('reads all of it', async () => {
    writeFileSync(at('f'), 'x'.repeat(200_000));
    const { bytes, changedAt } = await readContent(at('f'), 200_000);
    expect(bytes.toString()).to.equal('x'.repeat(200_000));
    expect(changedAt).to.be.closeTo(Date.now(), 60_000);
  });

  it('reads an empty file', async () => {
    writeFileSync(at('f'), '');
    expect((await readContent(at('f'), 0)).bytes).to.have.lengthOf(0);
  });

  it('says in words what is wrong', async () => {
    mkdirSync(at('folder'));
    writeFileSync(at('f'), 'x');
    symlinkSync('loop', at('loop'));
    symlinkSync('nowhere', at('dangling'));
    const rows: [file: string, why: string][] = [
      ['none', 'no such file'],
      ['dangling', 'no such file'],
      ['folder', 'it is a directory'],
      ['f/x', 'a part of the path is not a directory'],
      ['loop', 'the symbolic links go round in a circle'],
      ['x'.repeat(300), 'the name is too long'],
    ];
    for (const [file, why] of rows) {
      const error = await problemOf(at(file));
      expect(error.code).to.equal('unavailable');
      expect(error.message).to.match(new RegExp(`^cannot read .*: ${why}$`));
    }
    expect((await problemOf(`${at('a')}\0b`)).message).to.contain('the path holds a NUL byte');
  });

  it('says when it has no permission', async function () {
    if (process.getuid?.() === 0) this.skip();
    writeFileSync(at('f'), 'x');
    chmodSync(at('f'), 0);
    expect((await problemOf(at('f'))).message).to.equal(`cannot read ${at('f')}: permission denied`);
  });

  it('refuses a file that is too large', async () => {
    writeFileSync(at('f'), 'x'.repeat(1_001));
    const error = await problemOf(at('f'));
    expect(error.code).to.equal('invalid');
    expect(error.message).to.equal(`${at('f')} is larger than the limit of 1000 bytes`);
    expect((await readContent(at('f'), 1_001)).bytes).to.have.lengthOf(1_001);
    truncateSync(at('f'), 2 ** 40);
    expect((await problemOf(at('f'))).message).to.equal(error.message);
  });

  it('refuses it by what it holds, not by the length it gives', async function () {
    // The files of the kernel say that they are empty.
    if (process.platform !== 'linux') this.skip();
    expect((await problemOf('/proc/self/status', 100)).message).to.contain('larger than the limit');
    expect((await readContent('/proc/self/status', 1_000_000)).bytes.toString()).to.contain('Threads:');
  });

  it('does not wait for a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [at('pipe')]);
    expect((await problemOf(at('pipe'))).message).to.equal(`cannot read ${at('pipe')}: not a regular file`);
  });

  it('gives another stamp to another version', async () => {
    expect(await stampOf(at('f'))).to.equal('ENOENT');
    writeFileSync(at('f'), 'x');
    const one = await stampOf(at('f'));
    appendFileSync(at('f'), 'y');
    const two = await stampOf(at('f'));
    writeFileSync(at('g'), 'xy');
    renameSync(at('g'), at('f'));
    expect(new Set([one, two, await stampOf(at('f'))])).to.have.property('size', 3);
  });
});
