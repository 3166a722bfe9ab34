import { expect } from 'chai';
import { literalTest } from '#src/evaluation/patterns/literal.js';
import { parse } from '#src/evaluation/patterns/parse.js';
import { trim } from '#src/evaluation/patterns/trim.js';

const trimmed = (source: string): unknown => trim(parse(source, false).root);
const tree = (source: string): unknown => parse(source, false).root;

describe('what can be cut off an expression', () => {
  const cut: readonly (readonly [string, string])[] = [
    ['.*foo.*', 'foo'],
    ['^foo.*', '^foo'],
    ['fo+', 'fo'],
    ['a{2,5}b{3,}', 'a{2}b{3}'],
    ['(?:a*b?)*c(?:d|)', 'c'],
    ['x*(?:(?:a+b)+)', 'ab'],
    ['(?:ab+)+', 'ab'],
    ['(?=a)*b', 'b'],
    ['a*', ''],
    ['\\b.*', '\\b'],
  ];
  for (const [source, rest] of cut) {
    it(`leaves ${rest === '' ? 'nothing' : rest} of ${source}`, () =>
      expect(trimmed(source)).to.deep.equal(tree(rest)));
  }

  for (const source of ['^.*$', '.*$x', '^a+$', '(?=.*)', '\\ba*\\b', '(?:a|b*c)', 'a{3}']) {
    const kept = source === '.*$x' ? '$x' : source;
    it(`leaves ${kept} of ${source}`, () => expect(trimmed(source)).to.deep.equal(tree(kept)));
  }
});

describe('plain text', () => {
  const test = (source: string, ignoreCase = false): ((text: string) => boolean) | undefined =>
    literalTest(parse(source, ignoreCase).root);

  it('is looked for as it is', () => {
    for (const source of ['foo\\.bar', '^foo\\.bar', 'foo\\.bar$', '^foo\\.bar$']) {
      const ours = test(source);
      const theirs = new RegExp(source);
      for (const text of [
        'foo.bar',
        'xfoo.bar',
        'foo.barx',
        'xfoo.barx',
        'fooxbar',
        '',
        'foo.ba',
        'foo.bar\n',
        '\nfoo.bar',
      ]) {
        expect(ours?.(text), `${source} over ${text}`).to.equal(theirs.test(text));
      }
    }
  });

  it('can be empty', () => {
    for (const source of ['', '^', '$', '^$', '(?:)']) {
      for (const text of ['', 'a']) expect(test(source)?.(text), source).to.equal(new RegExp(source).test(text));
    }
  });

  it('finds half a pair of surrogates, as the engine does', () => {
    expect(test('\\ud83d')?.('😀')).to.equal(true);
    expect(test('😀')?.('\ude00\ud83d')).to.equal(false);
  });

  it('may ignore case where it has none', () => {
    expect(test('1.2'.replace('.', '\\.'), true)?.('v1.2')).to.equal(true);
    expect(test('v1', true)).to.equal(undefined);
  });

  it('is nothing that has a choice, a set, a count or an edge inside', () => {
    for (const source of ['a|b', 'a.b', '[ab]', 'a*b', 'a{2}', 'a^b', 'a\\b', '$a', '(?=a)', '(a)\\1', '^^a']) {
      expect(test(source), source).to.equal(undefined);
    }
  });
});
