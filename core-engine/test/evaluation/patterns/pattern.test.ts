import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import {
  loadPatternEngine,
  needsPatternEngine,
  pattern,
  patternEngineLoaded,
  type PatternOptions,
} from '#src/evaluation/patterns/pattern.js';

function answers(source: string, text: string, options?: PatternOptions): boolean | string {
  const made = pattern(source, options);
  return 'test' in made ? made.test(text) : `${made.kind}: ${made.problem}`;
}

const kind = (source: string, options?: PatternOptions): string => pattern(source, options).kind;

/** Runs a module in a process of its own, where nothing has loaded re2 yet, and gives what it writes. */
function alone(code: string): unknown {
  const module = import.meta.resolve('#src/evaluation/patterns/pattern.js');
  const program = `const patterns = await import(${JSON.stringify(module)}); console.log(JSON.stringify(await (${code})(patterns)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return stdout === '' ? stderr : JSON.parse(stdout);
}

describe('a pattern', () => {
  before(() => loadPatternEngine());

  it('runs in linear time where re2 can say the same', () => {
    for (const source of ['^a+b$', '(a+)+$', '[\\w.]+@[\\w.]+', '(a|aa)*b', '[^]', '\\u{3}'])
      expect(kind(source)).to.equal('linear');
    expect(answers('^(a+)+$', 'a'.repeat(100_000))).to.equal(true);
    expect(answers('^(a+)+$', `${'a'.repeat(100_000)}!`)).to.equal(false);
  });

  it('sees the whole text in linear time', () => {
    expect(answers('ab?$', `${'-'.repeat(5_000)}ab`)).to.equal(true);
    expect(answers('b', `${'-'.repeat(5_000)}b`)).to.equal(true);
  });

  it('runs natively where re2 cannot and it is safe, over 1,024 units', () => {
    for (const source of ['^(?!b)', '(\\w)\\1', '(?<=a)b', '^(?=.*\\d).{8,}$', 'a{2000}'])
      expect(kind(source)).to.equal('native');
    expect(answers('(\\w)\\1', 'hello')).to.equal(true);
    expect(answers('(?<=a)b', `${'-'.repeat(1_022)}ab`)).to.equal(true);
    expect(answers('(?<=a)b', `${'-'.repeat(1_023)}ab`)).to.equal(false);
    expect(answers('(?<=a)b$', `${'-'.repeat(1_022)}ab-`)).to.equal(true);
  });

  it('runs natively where re2 has a limit of its own', () => {
    expect(needsPatternEngine('(?:a{30}){40}b')).to.equal(true);
    expect(kind('(?:a{30}){40}b')).to.equal('native');
  });

  it('is refused where neither will do', () => {
    expect(answers('(?!x)(a+)+$', 'a')).to.equal('refused: it repeats without end what repeats without end');
    expect(answers('(?=(a+))\\1*b', 'a')).to.equal('refused: it repeats without end what may be empty');
    expect(answers('a'.repeat(50_001), 'a')).to.equal('refused: it is longer than 50000 units');
    expect(kind(`${'('.repeat(300)}a${')'.repeat(300)}`)).to.equal('refused');
  });

  it('is invalid where the dialect has no such expression', () => {
    expect(answers('(', 'a')).to.equal('invalid: Unterminated group');
    expect(answers('a**', 'a')).to.equal('invalid: Nothing to repeat');
    expect(answers('[b-a]', 'a', { ignoreCase: true })).to.equal('invalid: Range out of order in character class');
    for (const source of ['\\', '[', 'a)', '*', '(?<a>x)(?<a>y)', '(?<n>a)\\k', 'a{2,1}', '{1}'])
      expect(kind(source)).to.equal('invalid');
  });

  it('does not quote the expression in what it says', () => {
    const made = pattern(`(${'secret'.repeat(10)}: `);
    expect(made).to.deep.equal({ kind: 'invalid', problem: 'Unterminated group' });
  });

  it('ignores case when asked, as the engine does', () => {
    expect(answers('^STRASSE$', 'strasse', { ignoreCase: true })).to.equal(true);
    expect(answers('^straße$', 'STRASSE', { ignoreCase: true })).to.equal(false);
    expect(answers('^[^k]$', 'K', { ignoreCase: true })).to.equal(false);
    expect(answers('^[^k]$', '\u212a', { ignoreCase: true })).to.equal(true);
    expect(answers('Я+', 'яя', { ignoreCase: true })).to.equal(true);
    expect(answers('Я+', 'яя', { ignoreCase: false })).to.equal(false);
    expect(answers('(?=Я)', 'я', { ignoreCase: true })).to.equal(true);
  });

  it('of what can never match is false, without re2', () => {
    expect(answers('a[]', 'a')).to.equal(false);
    expect(needsPatternEngine('a[]')).to.equal(false);
  });

  it('says whether re2 is worth loading', () => {
    for (const source of ['a|b', '\\d+$', '^(a+)+$']) expect(needsPatternEngine(source), source).to.equal(true);
    const others = [
      'abc',
      '^abc$',
      '.*abc.*',
      '^a\\.b',
      '(?=a)b',
      '(a)\\1',
      '(',
      'a{2000}',
      'a'.repeat(50_001),
      '(?!x)(a+)+$',
    ];
    for (const source of others) expect(needsPatternEngine(source), source).to.equal(false);
    expect(needsPatternEngine('abc', { ignoreCase: true })).to.equal(true);
    expect(needsPatternEngine('123', { ignoreCase: true })).to.equal(false);
  });

  it('keeps no state between texts', () => {
    for (const source of ['a+', '(?=a)', 'a']) {
      const made = pattern(source);
      if (!('test' in made)) throw new Error(made.problem);
      const { test } = made;
      expect(['a', 'b', 'xa', '', 'a'].map((text) => test(text))).to.deep.equal([true, false, true, false, true]);
    }
  });
});

describe('the engine behind the patterns', () => {
  it('is loaded once', async () => {
    expect(loadPatternEngine()).to.equal(loadPatternEngine());
    await loadPatternEngine();
    expect(patternEngineLoaded()).to.equal(true);
  });

  it('is not loaded unasked, and patterns do what they can without it', () => {
    const seen = alone(`async ({ pattern, patternEngineLoaded, loadPatternEngine, needsPatternEngine }) => {
      const sources = ['abc', '^abc$', 'abc.*', '[]', 'a|b', '^a+$', '^(a+)+$', '(?=a)', '('];
      const before = sources.map((source) => pattern(source).kind);
      const needed = sources.map((source) => needsPatternEngine(source));
      const loaded = patternEngineLoaded();
      await loadPatternEngine();
      return { before, needed, loaded, then: patternEngineLoaded(), after: sources.map((source) => pattern(source).kind) };
    }`);
    expect(seen).to.deep.equal({
      before: ['linear', 'linear', 'linear', 'linear', 'native', 'native', 'refused', 'native', 'invalid'],
      needed: [false, false, false, false, true, true, true, false, false],
      loaded: false,
      then: true,
      after: ['linear', 'linear', 'linear', 'linear', 'linear', 'linear', 'linear', 'native', 'invalid'],
    });
  });
});
