import { expect } from 'chai';
import { homedir } from 'node:os';
import path from 'node:path';
import { formatOf, locateSegments, locateSplitFile } from '#src/localhost/format.js';

describe('the format of a localhost file', () => {
  const formats: readonly [file: string, format: string][] = [
    ['splits.json', 'json'],
    ['/etc/Splits.JSON', 'json'],
    ['splits.yaml', 'yaml'],
    ['splits.yml', 'yaml'],
    ['SPLITS.YML', 'yaml'],
    ['example.split', 'columns'],
    ['.split', 'columns'],
    ['flags', 'columns'],
    ['flags.json.bak', 'columns'],
    ['json', 'columns'],
    ['/a.yaml/flags', 'columns'],
    ['', 'columns'],
  ];
  for (const [file, format] of formats) {
    it(`is ${format} for ${JSON.stringify(file)}`, () => {
      expect(formatOf(file)).to.equal(format);
    });
  }
});

describe('where localhost files are', () => {
  const home = (): string => path.join('/', 'home', 'ana');
  const nowhere = (): string => {
    throw new Error('this account has no home');
  };

  it('is .split in the home directory by default', () => {
    expect(locateSplitFile(undefined)).to.equal(path.join(homedir(), '.split'));
    expect(locateSplitFile(undefined, home)).to.equal(path.join('/', 'home', 'ana', '.split'));
  });

  it('is the home directory for segments by default', () => {
    expect(locateSegments(undefined)).to.equal(homedir());
    expect(locateSegments(undefined, home)).to.equal(home());
  });

  const given: readonly [given: string, found: string][] = [
    ['~/flags/splits.yaml', path.join('/', 'home', 'ana', 'flags', 'splits.yaml')],
    ['~', home()],
  ];
  for (const [written, found] of given) {
    it(`expands ${written}`, () => {
      expect(locateSplitFile(written, home)).to.equal(found);
      expect(locateSegments(written, home)).to.equal(found);
    });
  }

  for (const written of ['/etc/splits.json', 'splits.json', '~ana/splits.json', 'a/~/b', '~.json']) {
    it(`takes ${written} as it stands, and asks for no home directory`, () => {
      expect(locateSplitFile(written, nowhere)).to.equal(written);
      expect(locateSegments(written, nowhere)).to.equal(written);
    });
  }
});
