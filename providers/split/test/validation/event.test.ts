import { expect } from 'chai';
import { checkEvent, checkEventType, checkTrafficType } from '#src/validation/event.js';

describe('the arguments of track', () => {
  it('are kept', () => {
    expect(checkEvent('ana', 'user', 'checkout.done', 12.5, { plan: 'gold' })).to.deep.equal({
      kind: 'ok',
      value: {
        key: 'ana',
        trafficType: 'user',
        eventType: 'checkout.done',
        value: 12.5,
        properties: { plan: 'gold' },
        size: 1040,
      },
    });
  });

  const values: readonly [value: number | null | undefined, kept: number | undefined][] = [
    [undefined, undefined],
    [null, undefined],
    [0, 0],
    [-3.5, -3.5],
  ];
  for (const [value, kept] of values) {
    it(`may have the value ${String(value)} and no properties`, () => {
      expect(checkEvent('ana', 'user', 'e', value)).to.deep.equal({
        kind: 'ok',
        value: { key: 'ana', trafficType: 'user', eventType: 'e', value: kept, properties: undefined, size: 1024 },
      });
    });
  }

  it('may have a key object, of which the matching key counts', () => {
    const checked = checkEvent({ matchingKey: 'ana', bucketingKey: 'acme' }, 'user', 'e');
    expect(checked).to.have.nested.property('value.key', 'ana');
  });

  it('are corrected with all the warnings there are', () => {
    expect(checkEvent(7, 'User', 'e', 1, { a: [] })).to.deep.equal({
      kind: 'ok',
      value: { key: '7', trafficType: 'user', eventType: 'e', value: 1, properties: { a: null }, size: 1026 },
      warnings: [
        'key: expected a text, found a number; its text is used',
        'traffic type "User": "user" is used, in lower case',
        'properties: expected texts, finite numbers, booleans or null; "a" became null',
      ],
    });
  });

  const refused: readonly [args: Parameters<typeof checkEvent>, problem: string][] = [
    [[undefined, 'user', 'e'], 'key: expected a text, found nothing'],
    [[' ', 'user', 'e'], 'key: must not be blank'],
    [['x'.repeat(251), 'user', 'e'], 'key: has 251 characters, more than the 250 that are allowed'],
    [[{ matchingKey: 'ana' }, 'user', 'e'], 'bucketingKey: expected a text, found nothing'],
    [['ana', undefined, 'e'], 'traffic type: expected a text, found nothing'],
    [['ana', 'user', undefined], 'event type: expected a text, found nothing'],
    [['ana', 'user', 'e', NaN], 'value: expected a finite number, found NaN'],
    [['ana', 'user', 'e', Infinity], 'value: expected a finite number, found Infinity'],
    [['ana', 'user', 'e', true], 'value: expected a finite number, found a boolean'],
    [['ana', 'user', 'e', '5'], 'value: expected a finite number, found a text'],
    [['ana', 'user', 'e', 5n], 'value: expected a finite number, found a bigint'],
    [['ana', 'user', 'e', 1, 'x'], 'properties: expected a plain object, found a text'],
    [
      ['ana', 'user', 'e', 1, { a: 'x'.repeat(15_872) }],
      'properties: they take more than the 32768 bytes that are allowed',
    ],
  ];
  for (const [args, problem] of refused) {
    it(`are refused: ${problem}`, () => {
      expect(checkEvent(...args)).to.deep.equal({ kind: 'rejected', problem });
    });
  }
});

describe('a traffic type', () => {
  for (const name of ['user', 'a b', 'ключ', '7', ' ']) {
    it(`is kept: ${JSON.stringify(name)}`, () => {
      expect(checkTrafficType(name)).to.deep.equal({ kind: 'ok', value: name });
    });
  }

  it('is put into lower case', () => {
    expect(checkTrafficType('ACCOUNT')).to.deep.equal({
      kind: 'ok',
      value: 'account',
      warnings: ['traffic type "ACCOUNT": "account" is used, in lower case'],
    });
  });

  for (const [given, problem] of [
    ['', 'traffic type: must not be empty'],
    [null, 'traffic type: expected a text, found null'],
    [{}, 'traffic type: expected a text, found an object'],
  ] as const) {
    it(`is refused: ${problem}`, () => {
      expect(checkTrafficType(given)).to.deep.equal({ kind: 'rejected', problem });
    });
  }
});

describe('an event type', () => {
  for (const name of ['e', '7', 'checkout.done', 'A-b_c.d:e', 'page:view', 'x'.repeat(80)]) {
    it(`is kept: ${name}`, () => {
      expect(checkEventType(name)).to.deep.equal({ kind: 'ok', value: name });
    });
  }

  for (const name of ['', ' ', '-a', '.a', ':a', '_a', 'a b', 'a/b', 'é', 'a\n', 'x'.repeat(81)]) {
    it(`is refused: ${JSON.stringify(name)}`, () => {
      expect(checkEventType(name)).to.deep.equal({
        kind: 'rejected',
        problem: `event type ${JSON.stringify(name)}: expected 1 to 80 letters, digits and characters of -_.: with a letter or digit first`,
      });
    });
  }

  it('is refused when it is no text', () => {
    expect(checkEventType(5)).to.deep.equal({
      kind: 'rejected',
      problem: 'event type: expected a text, found a number',
    });
  });
});
