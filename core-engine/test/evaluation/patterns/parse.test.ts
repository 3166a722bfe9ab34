import { expect } from 'chai';
import { countGroups } from '#src/evaluation/patterns/group-count.js';
import { parse, ParseGap } from '#src/evaluation/patterns/parse.js';
import { contains } from '#src/evaluation/patterns/unit-set.js';

const tree = (source: string, ignoreCase = false): unknown => parse(source, ignoreCase).root;
const unit = (letter: string): unknown => ({ kind: 'unit', set: [[letter.charCodeAt(0), letter.charCodeAt(0)]] });

const words = (list: string): string[] => list.split(' ');

describe('the parser of expressions', () => {
  const classes = [
    ...words(String.raw`a . \d \D \s \S \w \W [] [^] [a-z] [^a-z] [z-] [-z] [--0] [a\]b]`),
    ...words(String.raw`\n \t \v \f \r \0 \x41 \u0041 \cA \cz \- \k \p \a \/ \x \u \$ \] \}`),
    ...words(String.raw`\1 \7 \8 \9 \12 \41 \101 \377 \00 \012`),
    ...words(String.raw`[\b] [\B] [\c] [\cA] [\c1] [\c_] [\c*] [\1] [\8] [\101-\103] [\x41-\x43] [\u0041-C]`),
    ...words(String.raw`[\w-a] [a-\d] [\d-\w] [\s-] [\W\s] [^\W] [^\D\s] [\-a] [.*+?^$()|/] [^^] [\^] [\k]`),
    ...words(String.raw`[😀] [^😀] [\ud800-\udbff] [k-s] [\u212a] [^ſ] [α-ω] [\0-\uffff] [Z-a]`),
    ...words(String.raw`] } { (?:a) (a) (?<n>a) a|b [ab]|c`),
    ...words('\ud83d \\\ud83d [\ud7ff-\ue000]'),
  ];
  for (const flags of ['', 'i']) {
    for (const source of classes) {
      it(`reads /${source}/${flags} as the engine does, for every unit`, () => {
        const whole = `^(?:${source})$`;
        const expected = new RegExp(whole, flags);
        const { root } = parse(source, flags === 'i');
        const sets = root.kind === 'choice' ? root.options : [root];
        for (let code = 0; code <= 0xffff; code++) {
          const ours = sets.some((part) => part.kind === 'unit' && contains(part.set, code));
          if (ours !== expected.test(String.fromCharCode(code))) expect.fail(`differs over ${code.toString(16)}`);
        }
      });
    }
  }

  it('drops what does not decide whether a text matches', () => {
    expect(tree('(?:a)b')).to.deep.equal(tree('(a)b'));
    expect(tree('a*?b')).to.deep.equal(tree('a*b'));
    expect(tree('(?<name>a)')).to.deep.equal(unit('a'));
    expect(tree('a{1}b{0}')).to.deep.equal(unit('a'));
    expect(tree('(?:){5}|()*')).to.deep.equal({ kind: 'choice', options: [{ kind: 'empty' }, { kind: 'empty' }] });
  });

  it('tells counts from braces that are none', () => {
    const repeated = (min: number, max: number): unknown => ({ kind: 'repeat', body: unit('a'), min, max });
    expect(tree('a{2}')).to.deep.equal(repeated(2, 2));
    expect(tree('a{2,}')).to.deep.equal(repeated(2, Infinity));
    expect(tree('a{0,3}?')).to.deep.equal(repeated(0, 3));
    expect(tree('a{99999999999999999999}')).to.deep.equal(repeated(1e20, 1e20));
    expect(tree('a{,3}')).to.deep.equal(tree('a\\{,3\\}'));
    expect(tree('a{b')).to.deep.equal(tree('a\\{b'));
    expect(tree('\\u{3}')).to.deep.equal(tree('u{3}'));
    expect(tree('\\c')).to.deep.equal(tree('\\\\c'));
  });

  it('tells references from octal escapes by the groups of the whole expression', () => {
    expect(tree('\\1(a)'))
      .to.deep.include({ kind: 'sequence' })
      .and.to.have.nested.property('parts[0].kind', 'reference');
    expect(tree('\\1[(](?:a)')).to.have.nested.property('parts[0].kind', 'unit');
    expect(tree('(a)\\2')).to.deep.equal(tree('a\\x02'));
    expect(tree('(a)\\12')).to.deep.equal(tree('a\\n'));
    expect(tree('\\k<a>')).to.deep.equal(tree('k<a>'));
    expect(tree('(?<a>x)(y)(?<b>z)\\k<b>')).to.have.nested.property('parts[3].groups').that.deep.equals([1, 3]);
  });

  it('keeps what each group holds', () => {
    const { groups } = parse('((a)|(?:b))(?=(c*))', false);
    expect([...groups.keys()].sort()).to.deep.equal([1, 2, 3]);
    expect(groups.get(2)).to.deep.equal(unit('a'));
    expect(groups.get(3)).to.have.property('kind', 'repeat');
  });

  it('counts groups, but not what looks like one in a class or an escape', () => {
    expect(countGroups('(a)(?:b)(?=c)(?!d)(?<=e)(?<!f)(?<g>h)[(](\\(\\[()[\\](]')).to.deep.equal({
      count: 4,
      named: [2],
    });
    expect(countGroups('[]()[^](]')).to.deep.equal({ count: 2, named: [] });
  });

  it('gives up on groups nested too deep', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(tree(nested(200))).to.deep.equal(unit('a'));
    expect(() => parse(nested(201), false)).to.throw(ParseGap, 'nested more than 200 deep');
  });

  it('gives up on kinds of groups that newer engines may have', () => {
    expect(() => parse('a(?i:b)', false)).to.throw(ParseGap, 'a kind of group not known here');
    expect(() => parse('a(?-i:b)', false)).to.throw(ParseGap);
  });
});
