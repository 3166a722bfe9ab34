import { expect } from 'chai';
import { RE2JS } from 're2js';
import { parse } from '#src/evaluation/patterns/parse.js';
import { showSet, showText } from '#src/evaluation/patterns/surrogates.js';
import { translate, Untranslatable } from '#src/evaluation/patterns/translate.js';

const translated = (source: string, ignoreCase = false): string | undefined =>
  translate(parse(source, ignoreCase).root);

describe('the translation for re2', () => {
  const texts: Record<string, string | undefined> = {
    abc: 'abc',
    '^a$': '\\Aa\\z',
    '(a)(?<n>b)': 'ab',
    'a*?b+?c??': '(?:a)*(?:b)+(?:c)?',
    'a{2}b{2,}c{2,3}': '(?:a){2}(?:b){2,}(?:c){2,3}',
    'a|b||': '(?:a|b||)',
    '\\b\\B': '\\b\\B',
    '\\.\\{': '\\x{2e}\\x{7b}',
    '[ac-e]': '[a-ac-e]',
    é: '\\x{e9}',
    '[^]': '[\\x{0}-\\x{10ffff}]',
    '[]': undefined,
    '[]|a': '(?:a)',
    '[]*a': 'a',
    '[]+a': undefined,
    'a[]b|c[]': undefined,
  };
  for (const [source, expected] of Object.entries(texts)) {
    it(`of ${source} is ${String(expected)}`, () => expect(translated(source)).to.equal(expected));
  }

  it('spells out sets, so that re2 has no say in them', () => {
    expect(translated('\\d')).to.equal('[0-9]');
    expect(translated('.')).to.equal('[\\x{0}-\\x{9}\\x{b}-\\x{c}\\x{e}-\\x{2027}\\x{202a}-\\x{10ffff}]');
    expect(translated('k', true)).to.equal('[K-Kk-k]');
    expect(translated('σ', true)).to.equal('[\\x{3a3}-\\x{3a3}\\x{3c2}-\\x{3c3}]');
  });

  for (const source of ['(?=a)b', '(?!a)b', '(?<=a)b', '(?<!a)b', '(a)\\1', '(?<n>a)\\k<n>']) {
    it(`does not exist for ${source}`, () => expect(() => translated(source)).to.throw(Untranslatable));
  }

  it('ends where re2 cannot count, or would get slow', () => {
    expect(translated('a{1000}')).to.equal('(?:a){1000}');
    expect(() => translated('a{1001}')).to.throw(Untranslatable, 'it counts too far');
    expect(() => translated('a{0,1001}')).to.throw(Untranslatable, 'it counts too far');
    expect(() => translated('a{99999999999}')).to.throw(Untranslatable, 'it is too large');
    expect(() => translated('(?:[ab]{1,60}c){1,60}')).to.throw(Untranslatable, 'it is too large');
    expect(() => translated('(?:ab|cd)'.repeat(600))).to.throw(Untranslatable, 'it is too large');
  });

  it('takes long lists of fixed texts, which stay fast', () => {
    const list = Array.from({ length: 1500 }, (_, i) => `user-${i}`).join('|');
    expect(translated(`^(?:${list})$`)).to.be.a('string');
    expect(() => translated(`(?:${list})$`)).to.throw(Untranslatable, 'it is too large');
    expect(() => translated(`^(?:${list})x*y$`)).to.throw(Untranslatable, 'it is too large');
  });
});

describe('surrogates shown to re2', () => {
  it('are one character each, paired or not', () => {
    expect(Array.from(showText('a😀\ud83db'), (one) => one.codePointAt(0))).to.deep.equal([
      0x61, 0x10d83d, 0x10de00, 0x10d83d, 0x62,
    ]);
  });

  it('leave other texts as they are', () => {
    for (const text of ['', 'plain', 'é漢\ue000\uffff']) expect(showText(text)).to.equal(text);
  });

  it('cannot be confused with the characters that stand for them', () => {
    expect(showText('\u{10d83d}')).to.equal('\u{10dbf6}\u{10dc3d}');
  });

  it('move within sets too', () => {
    expect(showSet([[0xd7ff, 0xe000]])).to.deep.equal([
      [0xd7ff, 0xd7ff],
      [0xe000, 0xe000],
      [0x10d800, 0x10dfff],
    ]);
    expect(showSet([[0xd83d, 0xd83d]])).to.deep.equal([[0x10d83d, 0x10d83d]]);
    expect(showSet([[0x61, 0xffff]])).to.deep.equal([[0x61, 0x10ffff]]);
    expect(showSet([[0xdc00, 0xffff]])).to.deep.equal([
      [0xe000, 0xffff],
      [0x10dc00, 0x10dfff],
    ]);
  });

  it('are matched one by one', () => {
    const matches = (source: string, text: string): boolean =>
      RE2JS.compile(translated(source) ?? '').test(showText(text));
    expect(matches('^..$', '😀')).to.equal(true);
    expect(matches('^.$', '😀')).to.equal(false);
    expect(matches('^[^a]\\ude00$', '😀')).to.equal(true);
    expect(matches('[😁]', '😀')).to.equal(true);
  });
});
