import { expect } from 'chai';
import { parse, type Parsed } from '#src/evaluation/patterns/parse.js';
import { loadPatternEngine, pattern, type Pattern } from '#src/evaluation/patterns/pattern.js';
import { Risk } from '#src/evaluation/patterns/risk.js';
import { workBound } from '#src/evaluation/patterns/work-bound.js';
import { expression, tokens } from './support/expressions.js';
import { Random } from './support/random.js';
import { longTextFor, textsFor } from './support/texts.js';

const EXPRESSIONS = 10_000;
const TEXTS_EACH = 12;

/** 10,000 expressions of four kinds: plain, with look-arounds and references, strings of tokens; a third ignores case. */
function* cases(random: Random): Generator<{ readonly source: string; readonly ignoreCase: boolean }> {
  for (let i = 0; i < EXPRESSIONS; i++) {
    const ignoreCase = random.oneIn(3);
    const kind = i % 10;
    if (kind < 6) yield { source: expression(random, { looks: false, references: false }), ignoreCase };
    else if (kind < 8) yield { source: expression(random, { looks: true, references: true }), ignoreCase };
    else yield { source: tokens(random), ignoreCase };
  }
}

function textsToTry(random: Random, source: string, ignoreCase: boolean): string[] {
  const parsed = parse(source, ignoreCase);
  const texts = textsFor(random, parsed.root, TEXTS_EACH);
  // The other side would not come back from a long text for an expression made to stall it.
  if (finishesSoon(parsed)) texts.push(longTextFor(random, parsed.root));
  return texts;
}

function finishesSoon(parsed: Parsed): boolean {
  try {
    return workBound(parsed, 300, 1_000_000) > 0;
  } catch (error) {
    if (error instanceof Risk) return false;
    throw error;
  }
}

describe('patterns beside the JavaScript engine', () => {
  before(() => loadPatternEngine());

  it(`answer alike for ${EXPRESSIONS} generated expressions`, function () {
    this.timeout(120_000);
    const random = new Random(2026);
    const kinds: Record<Pattern['kind'], number> = { linear: 0, native: 0, invalid: 0, refused: 0 };
    let matches = 0;
    let misses = 0;
    for (const { source, ignoreCase } of cases(random)) {
      const made = pattern(source, { ignoreCase });
      kinds[made.kind]++;
      const flags = ignoreCase ? 'i' : '';
      if (made.kind === 'invalid') {
        expect(() => new RegExp(source, flags), source).to.throw(SyntaxError);
        continue;
      }
      const expected = new RegExp(source, flags);
      if (made.kind === 'refused') continue;
      for (const text of textsToTry(random, source, ignoreCase)) {
        const answer = expected.test(text);
        if (answer) matches++;
        else misses++;
        if (made.test(text) !== answer) {
          expect.fail(`/${source}/${flags} is ${made.kind} and differs over ${JSON.stringify(text)}: not ${answer}`);
        }
      }
    }
    // The comparison is worth something only if both answers and all kinds are common.
    expect(matches).to.be.greaterThan(30_000);
    expect(misses).to.be.greaterThan(30_000);
    expect(kinds.linear).to.be.greaterThan(6_000);
    expect(kinds.native).to.be.greaterThan(500);
    expect(kinds.refused).to.be.greaterThan(50);
    expect(kinds.invalid).to.be.greaterThan(500);
  });
});
