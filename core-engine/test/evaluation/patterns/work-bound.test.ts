import { expect } from 'chai';
import { parse, type Parsed } from '#src/evaluation/patterns/parse.js';
import { Risk } from '#src/evaluation/patterns/risk.js';
import { workBound } from '#src/evaluation/patterns/work-bound.js';
import { WorkMeter } from '#src/evaluation/patterns/work-meter.js';
import { Backtracker } from './support/backtracker.js';
import { Random } from './support/random.js';

const UNITS = 1024;
const LIMIT = 16 * UNITS * UNITS;

/** What the check says: `safe`, or why not. */
function verdict(source: string, ignoreCase = false): string {
  try {
    workBound(parse(source, ignoreCase), UNITS, LIMIT);
    return 'safe';
  } catch (error) {
    if (error instanceof Risk) return error.message;
    throw error;
  }
}

describe('the bound of what an expression can cost a backtracking engine', () => {
  const refused: Record<string, readonly string[]> = {
    'it repeats without end what repeats without end': [
      '(a+)+$',
      '([a-zA-Z]+)*$',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '(\\w+\\s?)+$',
      '(.*,)+x',
      '((ab)+c)+',
      '(?:a(?=b*c))+',
    ],
    'it repeats without end what may be empty': ['(a*)*b', '(a?)+b', '(a|)*b', '(?:(?=(a+))\\1)*b'],
    'it repeats without end what can match in more than one way': [
      '(a|aa)+$',
      '(a|a)*b',
      '(?:.|\\s)*b',
      '(a|ab|b)*c',
      '(aa?)*b',
      '(?:\\w{1,3})*!',
    ],
    'it repeats without end a reference to a group': ['(a)(?:\\1b)*c'],
    'two of its endless repetitions can take the same text': [
      'a*a*b',
      '(x+x+)+y',
      '\\d+\\d+x',
      '\\d+.\\d+x',
      '.*foo.*bar',
      '(.*a){20}',
      '\\s*,?\\s*x',
      'a*b?c*a*x',
      '^\\w+[a-z]*-$',
      '(?=.*a.*b)',
      '(?<=a.*b.*)c',
      '^(a*)\\1a*b',
      '(?:a*|b)a*c',
      '(?:ab?)*a*c',
      '.*/[^/]+/.*x',
    ],
    'it could take too many steps over 1024 units of text': [
      '(a?){40}a{40}',
      '(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)b',
      'a{1,500}a{1,500}b',
      'a*(?=a*c)b',
      '(?:ab{0,500}){1,2}(?=b*c)d',
      '(a*)b?\\1c',
      '(?:a{0,100}b?){0,100}c',
    ],
    'it counts too far': ['(?:a?){1000000000}'],
  };
  for (const [problem, sources] of Object.entries(refused)) {
    for (const source of sources) it(`refuses ${source}: ${problem}`, () => expect(verdict(source)).to.equal(problem));
  }

  const safe = [
    'abc',
    '\\s+$',
    '^(?!foo|bar).*$',
    '^(?!.*\\.\\.)[\\w.]+@[\\w.]+$',
    '^(?=.*[A-Z])(?=.*\\d).{8,}$',
    '(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{8,}',
    '^(?:(?!foo).)*$',
    '^(?!-)(?:[a-z0-9-]{1,63}\\.)+[a-z]{2,}$',
    '(?<=\\$)\\d+(\\.\\d+)?',
    '(\\w+)\\s\\1',
    '(["\'])[^"\']*\\1',
    '(?:foo|bar)*b',
    '.*/[^/]*$',
    '[^@]*@[^.]*\\.com',
    '^(?!10\\.)(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}$',
    'a{2000}b',
    '(?:){1000000000}a',
    '(?=a)*b',
    '[]*a*',
  ];
  for (const source of safe) it(`lets ${source} pass`, () => expect(verdict(source)).to.equal('safe'));

  it('sees that flag i makes sets meet', () => {
    expect(verdict('[a-z]+[A-Z]+!')).to.equal('safe');
    expect(verdict('[a-z]+[A-Z]+!', true)).to.equal('two of its endless repetitions can take the same text');
  });

  it('gives up on what is too large to be looked through', () => {
    expect(verdict(`^${'(?:ab|cd)'.repeat(16_000)}`)).to.equal('it is too large to be checked');
  });

  it('adds up the options of a choice that is tried from many places', () => {
    // From two places, two options can lead to the same one, and so on from there.
    const pairs = ['ab', 'cd', 'ef', 'gh', 'ij', 'kl', 'mn', 'op', 'qr', 'st', 'uv', 'wx'];
    const source = pairs.map(([first, then]) => `${first}*(?:${first}${then}|${then})`).join('');
    const text = pairs.map(([first, then]) => `${first}${first}${then}`).join('');
    const parsed = parse(source, false);
    expect(bound(parsed, text.length)).to.be.at.least(new Backtracker(parsed, text).stepsFrom(0));
  });

  it('is never less than what an engine spends', function () {
    this.timeout(60_000);
    const random = new Random(31);
    let bounded = 0;
    for (let round = 0; round < 4_000; round++) {
      const parsed = parse(trap(random, round % 3), false);
      // Every short text, because the worst one is seldom met by chance, and a longer one.
      const texts = [...SHORT_TEXTS, random.list(12, 12, () => random.pick(Array.from('aaabbc'))).join('')];
      const bounds = [6, 12].map((units) => bound(parsed, units));
      if (bounds.includes(undefined)) continue;
      bounded++;
      for (const text of texts) {
        const engine = new Backtracker(parsed, text);
        for (let start = 0; start <= text.length; start++) {
          const steps = engine.stepsFrom(start);
          const most = text.length === 6 ? bounds[0] : bounds[1];
          if (steps > most!) expect.fail(`${JSON.stringify(parsed.root)} over ${text}: ${steps} instead of ${most}`);
        }
      }
    }
    expect(bounded).to.be.greaterThan(2_000);
  });
});

const SHORT_TEXTS = Array.from({ length: 64 }, (_, bits) =>
  Array.from({ length: 6 }, (_, i) => ((bits >> i) & 1 ? 'a' : 'b')).join(''),
);

function bound(parsed: Parsed, units: number): number | undefined {
  try {
    return new WorkMeter(parsed.groups, units, Infinity).measure(parsed.root);
  } catch (error) {
    if (error instanceof Risk) return undefined;
    throw error;
  }
}

/** An expression made to be hard: few letters, many repetitions. */
function trap(random: Random, depth: number): string {
  const terms = random.list(1, 4, () => {
    const atom =
      depth > 0 && random.oneIn(3)
        ? group(random, depth - 1)
        : random.pick(['a', 'a', 'b', 'c', '.', '[ab]', '[^a]', '\\b', '$', '\\1']);
    return /^[\\$]b?$/.test(atom)
      ? atom
      : atom + random.pick(['', '', '', '*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}']);
  });
  return terms.join('');
}

function group(random: Random, depth: number): string {
  const opening = random.pick(['(', '(?:', '(?:', '(?=', '(?!', '(?<=', '(?<!']);
  const body = random.list(1, 3, () => trap(random, depth)).join('|');
  // A quantifier after a look behind is not valid; a group around it makes it so.
  return opening.startsWith('(?<') ? `(?:${opening}${body}))` : `${opening}${body})`;
}
