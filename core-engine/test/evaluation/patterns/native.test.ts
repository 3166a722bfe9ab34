import { expect } from 'chai';
import { nativeTest } from '#src/evaluation/patterns/native.js';
import { parse } from '#src/evaluation/patterns/parse.js';
import { Risk } from '#src/evaluation/patterns/risk.js';

const made = (source: string): ((text: string) => boolean) => nativeTest(new RegExp(source), parse(source, false));

describe('a native test', () => {
  it('is shown 1,024 units, and the end of the text there', () => {
    expect(made('b$')(`${'a'.repeat(1_023)}b`)).to.equal(true);
    expect(made('b$')(`${'a'.repeat(1_023)}bc`)).to.equal(true);
    expect(made('b')(`${'a'.repeat(1_024)}b`)).to.equal(false);
  });

  it('does not exist for what could stall the process', () => {
    expect(() => made('(a+)+b')).to.throw(Risk, 'it repeats without end what repeats without end');
  });

  for (const stored of ['one byte', 'two bytes']) {
    it(`does not exist where the engine fails at the first text of ${stored} a unit`, () => {
      // The engine compiles when it first meets a text, and only then finds an expression too large.
      const expression = new RegExp('a');
      expression.test = (text) => {
        if (stored === 'one byte' || text.includes('\u0100')) throw new SyntaxError('Regular expression too large');
        return false;
      };
      expect(() => nativeTest(expression, parse('a', false))).to.throw(
        Risk,
        'it is too large for the JavaScript engine',
      );
    });
  }
});
