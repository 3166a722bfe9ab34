import { expect } from 'chai';
import fc from 'fast-check';
import { deepFreeze, frozenCopy } from '#src/provider/freeze.js';
import { type BooleanWords, fits, readAs } from '#src/provider/typing.js';

const words: BooleanWords = { true: ['true', 'on'], false: ['false', 'off'], ignoreCase: true };

function mismatch(wanted: string, found: string) {
  return { kind: 'error', code: 'TYPE_MISMATCH', message: `wanted ${wanted}, found ${found}` };
}

describe('reading a value as one of the four types', () => {
  describe('2.2.2.1 boolean', () => {
    it('takes booleans', () => {
      expect(readAs('boolean', true)).to.deep.equal({ kind: 'value', value: true });
      expect(readAs('boolean', false)).to.deep.equal({ kind: 'value', value: false });
    });

    it('takes the words that the vendor has for it, and no others', () => {
      expect(readAs('boolean', 'On', { words })).to.deep.equal({ kind: 'value', value: true });
      expect(readAs('boolean', 'OFF', { words })).to.deep.equal({ kind: 'value', value: false });
      for (const text of ['', ' on', 'yes', '1', 'constructor', '__proto__']) {
        const expected = mismatch('boolean', 'a string that is no word for one');
        expect(readAs('boolean', text, { words }), text).to.deep.equal(expected);
      }
    });

    it('lets case count unless told otherwise', () => {
      const strict = { words: { true: ['on'], false: ['off'] } };
      expect(readAs('boolean', 'on', strict)).to.deep.equal({ kind: 'value', value: true });
      expect(readAs('boolean', 'On', strict).kind).to.equal('error');
    });

    it('takes no text without words, and no number ever', () => {
      expect(readAs('boolean', 'true')).to.deep.equal(mismatch('boolean', 'a string'));
      expect(readAs('boolean', 1, { words })).to.deep.equal(mismatch('boolean', 'a number'));
    });
  });

  describe('2.2.2.1 string', () => {
    it('takes text as it is', () => {
      for (const text of ['', ' ', 'null', '12']) {
        expect(readAs('string', text)).to.deep.equal({ kind: 'value', value: text });
      }
    });

    it('takes nothing else', () => {
      expect(readAs('string', 5)).to.deep.equal(mismatch('string', 'a number'));
      expect(readAs('string', ['a'])).to.deep.equal(mismatch('string', 'a list'));
    });
  });

  describe('2.2.2.1 number', () => {
    it('takes finite numbers', () => {
      for (const value of [0, -1.5, 9007199254740991]) {
        expect(readAs('number', value)).to.deep.equal({ kind: 'value', value });
      }
    });

    it('takes decimal text', () => {
      const texts = { '10.0': 10, '-0.5': -0.5, '+7': 7, '.5': 0.5, '5.': 5, '1e3': 1000, '2E-2': 0.02, '007': 7 };
      for (const [text, value] of Object.entries(texts)) {
        expect(readAs('number', text), text).to.deep.equal({ kind: 'value', value });
      }
    });

    it('takes no other text, above all no beginning of one', () => {
      const texts = [
        '12abc',
        '',
        ' ',
        ' 12',
        '12\n',
        '0x10',
        '0b1',
        '1_000',
        '1,5',
        'Infinity',
        'NaN',
        '1e999',
        '.',
        '--1',
        '1e',
      ];
      for (const text of texts) {
        const expected = mismatch('number', 'a string that is no decimal number');
        expect(readAs('number', text), JSON.stringify(text)).to.deep.equal(expected);
      }
    });

    it('takes no text at all where text does not stand for numbers', () => {
      expect(readAs('number', '12', { fromText: false })).to.deep.equal(mismatch('number', 'a string'));
    });

    it('takes neither NaN nor infinity nor a boolean', () => {
      expect(readAs('number', NaN)).to.deep.equal(mismatch('number', 'a number that is not finite'));
      expect(readAs('number', -Infinity)).to.deep.equal(mismatch('number', 'a number that is not finite'));
      expect(readAs('number', true)).to.deep.equal(mismatch('number', 'a boolean'));
    });

    it('gives every finite number back from its own text', () => {
      fc.assert(
        fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
          expect(readAs('number', String(value))).to.deep.equal({ kind: 'value', value: Number(String(value)) });
        }),
      );
    });

    it('takes ten megabytes of digits for what they are', () => {
      expect(readAs('number', '9'.repeat(10_000_000)).kind).to.equal('error');
    });
  });

  describe('2.2.2.1 object', () => {
    it('takes objects and lists, as frozen copies', () => {
      const given = { a: [1, { b: null }], c: 'ü' };
      const read = readAs('object', given);
      expect(read).to.deep.equal({ kind: 'value', value: given });
      if (read.kind !== 'value') return;
      expect(read.value).not.to.equal(given);
      expect(Object.isFrozen((read.value as typeof given).a[1])).to.be.true;
      expect(Object.isFrozen(given), 'what was given').to.be.false;
      expect(readAs('object', [])).to.deep.equal({ kind: 'value', value: [] });
    });

    it('takes JSON text of an object or a list, frozen', () => {
      const read = readAs('object', ' {"a":[{}]} ');
      expect(read).to.deep.equal({ kind: 'value', value: { a: [{}] } });
      expect(read.kind === 'value' && Object.isFrozen((read.value as { a: unknown[] }).a[0])).to.be.true;
    });

    it('2.2.7 is TYPE_MISMATCH for JSON text of anything else', () => {
      const found = { null: 'null', '5': 'a number', '"x"': 'a string', true: 'a boolean' };
      for (const [text, kind] of Object.entries(found)) {
        expect(readAs('object', text)).to.deep.equal(mismatch('object', `the JSON text of ${kind}`));
      }
    });

    it('2.2.7 is TYPE_MISMATCH for null and nothing', () => {
      expect(readAs('object', null)).to.deep.equal(mismatch('object', 'null'));
      expect(readAs('object', undefined)).to.deep.equal(mismatch('object', 'nothing'));
    });

    it('2.2.7 is PARSE_ERROR for text that is no JSON, and does not show it', () => {
      for (const text of ['', '{"password":"secret"', 'uno', '{a:1}']) {
        expect(readAs('object', text)).to.deep.equal({
          kind: 'error',
          code: 'PARSE_ERROR',
          message: 'wanted object, found a string that is not valid JSON',
        });
      }
    });

    it('takes no text at all where text does not stand for objects', () => {
      expect(readAs('object', '{}', { fromText: false })).to.deep.equal(mismatch('object', 'a string'));
    });

    it('lets `__proto__` be an ordinary member, parsed or copied', () => {
      const text = '{"__proto__":{"admin":true}}';
      for (const found of [text, JSON.parse(text)]) {
        const read = readAs('object', found) as { value: object };
        expect(Object.keys(read.value)).to.deep.equal(['__proto__']);
        expect((read.value as { admin?: boolean }).admin).to.be.undefined;
      }
    });

    it('survives text that is nested a hundred thousand deep', () => {
      const read = readAs('object', '['.repeat(100_000) + ']'.repeat(100_000));
      expect(read.kind).to.equal('value');
    });
  });

  it('fits: the type itself, without conversion', () => {
    expect(fits('number', 1)).to.be.true;
    expect(fits('number', NaN)).to.be.false;
    expect(fits('object', null)).to.be.false;
    expect(fits('object', [])).to.be.true;
    expect(fits('string', 1)).to.be.false;
    expect(fits('boolean', false)).to.be.true;
  });
});

describe('freezing', () => {
  it('reaches what lies in something that was frozen before', () => {
    const inner = { a: 1 };
    deepFreeze(Object.freeze({ inner }));
    expect(Object.isFrozen(inner)).to.be.true;
  });

  it('ends on data that leads back to itself', () => {
    const ring: { self?: unknown } = {};
    ring.self = ring;
    expect(Object.isFrozen(deepFreeze(ring))).to.be.true;
  });

  it('copies JSON without a difference', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(frozenCopy(value)).to.deep.equal(value);
      }),
    );
  });
});
