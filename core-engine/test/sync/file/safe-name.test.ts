import { expect } from 'chai';
import fc from 'fast-check';
import path from 'node:path';
import { joinName } from '#src/sync/file/safe-name.js';
import { SourceError } from '#src/sync/source.js';

const directory = path.resolve('/data/segments');

describe('sync: names of files', () => {
  for (const name of [
    'a',
    '__proto__',
    'constructor',
    '...',
    '.hidden',
    'with blank',
    'ä',
    '😀',
    '~',
    '-rf',
    '%2e%2e',
  ]) {
    it(`keeps ${JSON.stringify(name)} in the directory`, () => {
      expect(joinName(directory, name, '.json')).to.equal(path.join(directory, `${name}.json`));
    });
  }

  const refused: [name: string, why: RegExp][] = [
    ['', /is empty/],
    ['.', /names a directory/],
    ['..', /names a directory/],
    ['../x', /holds a slash/],
    ['/etc/passwd', /holds a slash/],
    ['a/b', /holds a slash/],
    ['..\\x', /holds a slash/],
    ['C:\\x', /holds a slash/],
    ['a\0', /NUL byte/],
    ['a\ud800', /lone surrogate/],
  ];
  for (const [name, why] of refused) {
    it(`refuses ${JSON.stringify(name)}`, () => {
      expect(() => joinName(directory, name, '.json'))
        .to.throw(SourceError, why)
        .with.property('code', 'invalid');
      expect(() => joinName(directory, name)).to.throw(SourceError, why);
    });
  }

  it('says so on one line of bounded length', () => {
    expect(() => joinName(directory, `\n\u2028\u001b[31m/${'x'.repeat(10_000_000)}`)).to.throw(
      SourceError,
      /^"\\u000a\\u2028\\u001b\[31m\/x{200,300}…" cannot be a file name: it holds a slash$/,
    );
  });

  it('never leaves the directory', () => {
    const names = fc.string({ unit: fc.constantFrom('.', '/', '\\', '\0', 'a', ':', '~', '\ud800'), maxLength: 6 });
    fc.assert(
      fc.property(names, fc.constantFrom('', '.json'), (name, extension) => {
        let joined: string;
        try {
          joined = joinName(directory, name, extension);
        } catch {
          return;
        }
        expect(path.dirname(path.resolve(joined))).to.equal(directory);
      }),
      { numRuns: 2_000 },
    );
  });
});
