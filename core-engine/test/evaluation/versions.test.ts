import { expect } from 'chai';
import fc from 'fast-check';
import { compareVersions, isVersion, parseVersion } from '#src/evaluation/versions.js';

function compare(a: string, b: string): number {
  return compareVersions(parseVersion(a)!, parseVersion(b)!);
}

describe('evaluation: versions', () => {
  // split.md 11.5 and 2.7
  const ordered: [a: string, b: string, order: number][] = [
    ['1.0.0', '1.0.0-alpha', 1],
    ['1.0.0', '1.0.0+build.2', 0],
    ['1.0.0-alpha', '1.0.0-alpha.1', -1],
    ['1.0.0-alpha.1', '1.0.0-alpha.beta', -1],
    ['1.0.0-beta.2', '1.0.0-beta.11', -1],
    ['1.0.0-rc.1', '1.0.1', -1],
    ['1.1.1-ver3', '1.1.10', -1],
    ['1.1.10', '1.1.2', 1],
    ['1.0.0-alpha', '1.0.0-A', 1],
    ['1.0.0-alpha.1', '1.0.0--', 1],
    ['2.0.0', '10.0.0', -1],
    ['1.2.0', '1.10.0', -1],
    ['99999999999999999999.0.0', '99999999999999999998.9.9', 1],
    ['1.0.0-99999999999999999999', '1.0.0-100000000000000000000', -1],
    ['1.0.0-9', '1.0.0-a', -1],
    ['1.0.0-10', '1.0.0-9', 1],
    ['1.0.0-01', '1.0.0-1', 0],
    ['1.0.0-a.b.c', '1.0.0-a.b', 1],
    ['01.00.0', '1.0.0', 0],
    ['1.0.0-a+1', '1.0.0-a+2', 0],
  ];
  for (const [a, b, order] of ordered) {
    it(`${a} is ${['before', 'level with', 'after'][order + 1]!} ${b}`, () => {
      expect(compare(a, b)).to.equal(order);
      expect(compare(b, a)).to.equal(-order + 0);
    });
  }

  const normalised: [text: string, normal: string][] = [
    ['01.002.0003', '1.2.3'],
    ['1.2.3-01', '1.2.3-1'],
    ['1.2.3-01a.00', '1.2.3-01a.0'],
    ['1.0.0+build.1', '1.0.0+build.1'],
    ['000.00.0', '0.0.0'],
    ['1.2.3+001', '1.2.3+001'],
    ['1.2.3+a-b', '1.2.3+a-b'],
    ['1.2.3+a+b', '1.2.3+a+b'],
    ['1.2.3----RC-SNAPSHOT.12.9.1--.12', '1.2.3----RC-SNAPSHOT.12.9.1--.12'],
    ['99999999999999999999.0.0', '99999999999999999999.0.0'],
  ];
  for (const [text, normal] of normalised) {
    it(`${text} reads as ${normal}`, () => {
      expect(parseVersion(text)?.text).to.equal(normal);
    });
  }

  const invalid = ['', '1', '1.2', '1.2.3.4', 'a.b.c', '1.2.x', 'v1.2.3', '1.2.3-', '1.2.3+', '1.2.3-+b', '1.2.3-a..b'];
  invalid.push(
    '-1.2.3',
    '1.-2.3',
    ' 1.2.3',
    '1.2.3 ',
    '1.2.3-a.',
    '+1.2.3',
    '1.2.',
    '1..3',
    '.1.2',
    '१.२.३',
    '1.2.3\n',
    '1e1.0.0',
  );
  for (const text of invalid) {
    it(`${JSON.stringify(text)} is no version`, () => {
      expect(isVersion(text)).to.be.false;
      expect(parseVersion(text)).to.be.undefined;
    });
  }

  const number = fc.nat(12).map(String);
  const identifier = fc.oneof(number, fc.constantFrom('a', 'A', 'b', '-', '0a', 'rc'));
  const version = fc
    .tuple(fc.tuple(number, number, number), fc.array(identifier, { maxLength: 3 }))
    .map(([core, pre]) => core.join('.') + (pre.length > 0 ? `-${pre.join('.')}` : ''));

  it('have one order: what is turned round is the opposite', () => {
    fc.assert(fc.property(version, version, (a, b) => compare(a, b) === -compare(b, a) + 0));
  });

  it('have level places exactly for what reads the same', () => {
    fc.assert(
      fc.property(
        version,
        version,
        (a, b) => (compare(a, b) === 0) === (parseVersion(a)!.text === parseVersion(b)!.text),
      ),
    );
  });
});
