import { expect } from 'chai';
import { isOrdinaryUser, reportedUser, userOf } from '#src/user/user.js';

class Person {
  key = 'ann';
  plan = 'gold';
}

describe('user', () => {
  const ordinary: readonly [what: string, user: object, isOrdinary: boolean][] = [
    ['a key', { key: 'ann' }, true],
    ['texts and numbers', { key: 'ann', name: 'Ann', email: '', country: null, plan: 'gold', age: 31 }, true],
    ['what is not set', { key: 'ann', plan: undefined, age: null }, true],
    ['a key of another alphabet', { key: '用户' }, true],
    ['a key after a blank', { key: ' ann' }, true],
    ['no key', { keyid: 'ann' }, false],
    ['a blank key', { key: ' ' }, false],
    ['a built-in property that is no text', { key: 'ann', name: 0 }, false],
    ['a boolean that is asked for', { key: 'ann', vip: true }, false],
    ['a list that is asked for', { key: 'ann', list: ['x'] }, false],
    ['a boolean that nobody asks for', { key: 'ann', other: true }, true],
    ['a class', new Person(), false],
    ['no prototype', Object.assign(Object.create(null) as object, { key: 'ann' }), false],
  ];
  for (const [what, user, expected] of ordinary) {
    it(`with ${what} is ${expected ? '' : 'not '}evaluated as it was given`, () => {
      expect(isOrdinaryUser(user, ['plan', 'age', 'vip', 'list'])).to.equal(expected);
    });
  }

  const read: readonly [what: string, given: unknown, user: unknown][] = [
    ['falls back to keyid', { key: '', keyid: 'ann' }, { key: 'ann', attributes: {} }],
    [
      'keeps texts and numbers',
      { key: 'a', n: 1.5, t: '', b: true, l: [1], o: {} },
      { key: 'a', attributes: { n: 1.5, t: '' } },
    ],
    ['keeps big integers as text', { key: 'a', n: 10n }, { key: 'a', attributes: { n: '10' } }],
    ['drops names of built-in properties', { key: 'a', NAME: 'x', KeyId: 'y' }, { key: 'a', attributes: {} }],
    [
      'keeps built-in properties that are set',
      { key: 'a', name: 'A', email: '' },
      { key: 'a', attributes: { name: 'A' } },
    ],
    ['takes objects of a class', new Person(), { key: 'ann', attributes: { plan: 'gold' } }],
    ['refuses a number as the key', { key: 5 }, undefined],
    ['refuses a name that is no text', { key: 'a', name: 5 }, undefined],
    ['refuses a blank email', { key: 'a', email: ' ' }, undefined],
    ['refuses a list', ['a'], undefined],
    ['refuses text', 'a', undefined],
    ['refuses nothing', undefined, undefined],
    ['sees own names only', Object.create({ key: 'a' }), undefined],
  ];
  for (const [what, given, user] of read) {
    it(what, () => {
      expect(userOf(given)).to.deep.equal(user);
    });
  }

  it('keeps a property of any name', () => {
    const user = userOf(JSON.parse('{"key": "a", "__proto__": "x"}'));
    expect(Object.entries(user!.attributes)).to.deep.equal([['__proto__', 'x']]);
  });

  it('is reported with what is set, numbers as text, and nothing that is reserved', () => {
    const attributes = {
      key: 'x',
      KEYID: 'x',
      name: 'A',
      country: 0,
      n: -0.5,
      t: '',
      b: false,
      l: [1],
      targetingKey: 'x',
    };
    expect(reportedUser('ann', attributes, 'targetingKey')).to.deep.equal({
      keyId: 'ann',
      userName: 'A',
      email: '',
      country: '',
      customizedProperties: [
        { name: 'n', value: '-0.5' },
        { name: 't', value: '' },
        { name: 'b', value: 'false' },
      ],
    });
  });
});
