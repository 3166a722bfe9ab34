import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

/** Expressions known to stall backtracking engines, or made to be as hard as the check lets pass. */
const TRAPS = [
  String.raw`(a+)+$ ([a-zA-Z]+)*$ (a|aa)+$ (a|a?)+$ (.*a){20} (x+x+)+y ^(([a-z])+.)+[A-Z]([a-z])+$ ^(\w+\s?)+$ (a*)*b`,
  String.raw`(?:.|\s)*b a*a*b .*.*=.* \s+$ a*b (a?){40}a{40} a{0,60}a{0,60}b (?:a|a)+b (a|b|ab)*c (?:a{16}){64}b a{2000}b`,
  String.raw`(?:aaaaaaaaaaaa|b)*c (?:a?){1000000000} (?:(?:a{0,30}){0,30}){0,30}b [ab]*a[ab]{900}c ^(a*)\1b (a*)\1b (\w+)\s\1`,
  String.raw`(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,} (?:(?!aaaaaaaaaaab)a)*c a*(?=a*b)c (?<=a*b)c`,
].flatMap((line) => line.split(' '));

/** The longest that all of them together may take where it is slow: far more than they need, far less than one stall. */
const DEADLINE_MS = 60_000;

const PROGRAM = `
  const { loadPatternEngine, pattern } = await import(process.argv[1]);
  const traps = JSON.parse(process.argv[2]);
  const texts = ['a'.repeat(1_500) + '!', ' '.repeat(1_500) + '!', 'ab '.repeat(500), 'x'.repeat(1_500)];
  let answered = 0;
  const tryAll = (prefix) => {
    for (const trap of traps) {
      const made = pattern(prefix + trap);
      if (made.kind === 'invalid') throw new Error(trap);
      if (made.kind === 'refused') continue;
      for (const text of texts) { made.test(text); made.test(text + '\\u0100'); }
      answered++;
    }
  };
  tryAll('');
  await loadPatternEngine();
  tryAll('');
  // What looks ahead cannot go to re2.
  tryAll('(?!#)');
  console.log(answered);
`;

describe('expressions made to stall the process', () => {
  it('are refused or answered in time', function () {
    this.timeout(DEADLINE_MS + 10_000);
    const module = import.meta.resolve('#src/evaluation/patterns/pattern.js');
    const args = ['--input-type=module', '--eval', PROGRAM, module, JSON.stringify(TRAPS)];
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      timeout: DEADLINE_MS,
      killSignal: 'SIGKILL',
    });
    expect({ status, signal, stderr }).to.deep.equal({ status: 0, signal: null, stderr: '' });
    // Refusing them all would be too easy.
    expect(Number(stdout)).to.be.greaterThan(TRAPS.length);
  });
});
