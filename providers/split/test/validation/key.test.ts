import { expect } from 'chai';
import fc from 'fast-check';
import { checkKey, checkKeyText, isOrdinaryKey } from '#src/validation/key.js';
import { anyText, hostile } from './hostile.js';

const plain = (matchingKey: string, bucketingKey?: string): object => ({ matchingKey, bucketingKey });

describe('a key', () => {
  const kept: readonly [what: string, key: unknown, value: object][] = [
    ['a text', 'ana', plain('ana')],
    ['one character', 'a', plain('a')],
    ['250 characters', 'x'.repeat(250), plain('x'.repeat(250))],
    ['blanks inside', 'a b', plain('a b')],
    ['other scripts', 'ключ', plain('ключ')],
    ['half a character', '\ud800', plain('\ud800')],
    ['a control character at an end', '\u0007', plain('\u0007')],
    ['two texts', { matchingKey: 'ana', bucketingKey: 'acme' }, plain('ana', 'acme')],
    ['two texts and more', { matchingKey: 'ana', bucketingKey: 'acme', x: 1 }, plain('ana', 'acme')],
    [
      'an instance of a class',
      new (class {
        matchingKey = 'a';
        get bucketingKey(): string {
          return 'b';
        }
      })(),
      plain('a', 'b'),
    ],
  ];
  for (const [what, key, value] of kept) {
    it(`is kept: ${what}`, () => {
      expect(checkKey(key)).to.deep.equal({ kind: 'ok', value });
    });
  }

  const number = (name: string): string => `${name}: expected a text, found a number; its text is used`;
  const blanks = (name: string): string => `${name}: the blanks around it are left out`;
  const corrected: readonly [key: unknown, value: object, warnings: string[]][] = [
    [7, plain('7'), [number('key')]],
    [-0, plain('0'), [number('key')]],
    [1.5, plain('1.5'), [number('key')]],
    [1e21, plain('1e+21'), [number('key')]],
    ['  ana\t', plain('ana'), [blanks('key')]],
    ['\ufeffana\u00a0', plain('ana'), [blanks('key')]],
    [` ${'x'.repeat(250)} `, plain('x'.repeat(250)), [blanks('key')]],
    [{ matchingKey: 7, bucketingKey: ' b ' }, plain('7', 'b'), [number('matchingKey'), blanks('bucketingKey')]],
  ];
  for (const [key, value, warnings] of corrected) {
    it(`is corrected: ${JSON.stringify(key).slice(0, 40)}`, () => {
      expect(checkKey(key)).to.deep.equal({ kind: 'ok', value, warnings });
    });
  }

  const refused: readonly [what: string, key: unknown, missing: boolean, problem: string][] = [
    ['nothing', undefined, true, 'key: expected a text, found nothing'],
    ['null', null, true, 'key: expected a text, found null'],
    ['an empty text', '', true, 'key: must not be blank'],
    ['blanks', ' \t\u00a0', true, 'key: must not be blank'],
    ['251 characters', 'x'.repeat(251), false, 'key: has 251 characters, more than the 250 that are allowed'],
    ['NaN', NaN, false, 'key: expected a text, found NaN'],
    ['Infinity', -Infinity, false, 'key: expected a text, found -Infinity'],
    ['a boolean', true, false, 'key: expected a text, found a boolean'],
    ['a BigInt', 5n, false, 'key: expected a text, found a bigint'],
    ['a symbol', Symbol('s'), false, 'key: expected a text, found a symbol'],
    ['a function', () => 'ana', false, 'key: expected a text, found a function'],
    ['an empty object', {}, true, 'matchingKey: expected a text, found nothing'],
    ['a list', ['ana'], true, 'matchingKey: expected a text, found nothing'],
    ['a text object', Object('ana'), true, 'matchingKey: expected a text, found nothing'],
    ['no matching key', { bucketingKey: 'b' }, true, 'matchingKey: expected a text, found nothing'],
    ['a blank matching key', { matchingKey: ' ', bucketingKey: 'b' }, true, 'matchingKey: must not be blank'],
    ['no bucketing key', { matchingKey: 'a' }, false, 'bucketingKey: expected a text, found nothing'],
    ['a blank bucketing key', { matchingKey: 'a', bucketingKey: '' }, false, 'bucketingKey: must not be blank'],
    [
      'a bucketing key that is too long',
      { matchingKey: 'a', bucketingKey: 'b'.repeat(251) },
      false,
      'bucketingKey: has 251 characters, more than the 250 that are allowed',
    ],
    [
      'a list as the bucketing key',
      { matchingKey: 'a', bucketingKey: [] },
      false,
      'bucketingKey: expected a text, found a list',
    ],
    [
      'a getter that throws',
      {
        get matchingKey(): string {
          throw new Error();
        },
      },
      false,
      'key: its matchingKey or bucketingKey cannot be read',
    ],
  ];
  for (const [what, key, missing, problem] of refused) {
    it(`is refused: ${what}`, () => {
      expect(checkKey(key)).to.deep.equal({ kind: 'rejected', problem, missing });
    });
  }

  it('has the name that it was given under', () => {
    expect(checkKeyText('', 'targetingKey')).to.deep.include({ problem: 'targetingKey: must not be blank' });
  });

  it('reads each member of a key object once', () => {
    let reads = 0;
    checkKey({
      get matchingKey() {
        reads++;
        return 'a';
      },
      bucketingKey: 'b',
    });
    expect(reads).to.equal(1);
  });
});

describe('an ordinary key', () => {
  for (const key of ['a', 'ana', '!', '~', 'a b', 'aключa', 'x'.repeat(250)]) {
    it(`is ${JSON.stringify(key).slice(0, 20)}`, () => {
      expect(isOrdinaryKey(key)).to.equal(true);
    });
  }

  for (const [what, key] of [
    ['empty', ''],
    ['a blank', ' '],
    ['a blank first', ' a'],
    ['a blank last', 'a '],
    ['a line break last', 'a\n'],
    ['a no-break space last', 'a\u00a0'],
    ['DEL first', '\u007fa'],
    ['DEL last', 'a\u007f'],
    ['another script last', 'aя'],
    ['251 characters', 'x'.repeat(251)],
    ['a number', 7],
    ['a key object', { matchingKey: 'a', bucketingKey: 'a' }],
  ] as const) {
    it(`is not: ${what}`, () => {
      expect(isOrdinaryKey(key)).to.equal(false);
    });
  }

  it('is nothing but a key that is kept as it stands', () => {
    const nearly = fc.tuple(fc.constantFrom('', ' ', '\ufeff', 'x'), anyText, fc.constantFrom('', '\u2003'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          nearly.map((parts) => parts.join('')),
        ),
        (key) => {
          if (!isOrdinaryKey(key)) return;
          expect(checkKey(key)).to.deep.equal({ kind: 'ok', value: plain(key) });
        },
      ),
    );
  });

  it('is none of what no argument expects', () => {
    for (const [what, value] of hostile) expect(isOrdinaryKey(value), what).to.equal(false);
  });
});
