import { expect } from 'chai';
import { answersInOrder } from '#src/user/properties.js';
import { keptUser, singleId, userOf } from '#src/user/user.js';

const long = 'x'.repeat(513);

describe('user: identifiers', () => {
  const rows: [what: string, given: unknown, identifiers: Record<string, string> | undefined][] = [
    ['an id', 'ann', { $id: 'ann' }],
    ['an id that is a number', 42, { $id: '42' }],
    ['the field id', { id: 'ann' }, { $id: 'ann' }],
    ['a number as id', { id: 1.5 }, { $id: '1.5' }],
    [
      'every field',
      { id: 'a', userId: 'b', deviceId: 'c', sessionId: 'd' },
      { $id: 'a', $userId: 'b', $deviceId: 'c', $sessionId: 'd' },
    ],
    ['other types', { identifiers: { company: 'acme', age: 5 } }, { company: 'acme', age: '5' }],
    ['a field before the map', { id: 'a', identifiers: { $id: 'b' } }, { $id: 'a' }],
    ['the map where the field is empty', { id: '', identifiers: { $id: 'b' } }, { $id: 'b' }],
    ['the map where the field is blank', { id: ' \n', identifiers: { $id: 'b' } }, { $id: 'b' }],
    ['the map where the field is too long', { id: long, identifiers: { $id: 'b' } }, { $id: 'b' }],
    ['blanks around a value', ' ann ', { $id: ' ann ' }],
    ['512 units', 'x'.repeat(512), { $id: 'x'.repeat(512) }],
    ['a type of 128 units', { identifiers: { ['t'.repeat(128)]: 'a' } }, { ['t'.repeat(128)]: 'a' }],
    ['a type of 129 units', { identifiers: { ['t'.repeat(129)]: 'a' } }, undefined],
    ['an empty type', { identifiers: { '': 'a' } }, undefined],
    ['513 units', long, undefined],
    ['a blank text', '   ', undefined],
    ['an empty text', '', undefined],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['NaN', NaN, undefined],
    ['an empty object', {}, undefined],
    ['a list', ['a'], undefined],
    ['a boolean', true, undefined],
    ['a function', () => 'a', undefined],
    ['values of other types', { id: true, userId: {}, identifiers: { a: null, b: ['x'], c: Infinity } }, undefined],
  ];
  for (const [what, given, identifiers] of rows) {
    it(`${what}: ${identifiers === undefined ? 'nobody' : JSON.stringify(identifiers).slice(0, 60)}`, () => {
      expect(userOf(given)?.identifiers).to.deep.equal(identifiers);
    });
  }

  it('may have names that objects inherit', () => {
    const identifiers = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
    expect(Object.entries(userOf({ identifiers })!.identifiers)).to.deep.equal([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});

describe('user: properties', () => {
  const rows: [what: string, value: unknown, kept: unknown][] = [
    ['text', 'a', 'a'],
    ['empty text', '', ''],
    ['text of 1,024 units', 'x'.repeat(1024), 'x'.repeat(1024)],
    ['text of 1,025 units', 'x'.repeat(1025), undefined],
    ['a number', -2.5, -2.5],
    ['NaN', NaN, undefined],
    ['Infinity', Infinity, undefined],
    ['a boolean', false, false],
    ['null', null, undefined],
    ['nothing', undefined, undefined],
    ['an object', { a: 1 }, undefined],
    ['a date', new Date(0), undefined],
    ['a BigInt', 5n, undefined],
    ['a function', () => 5, undefined],
    ['a list', ['a', 1], ['a', 1]],
    ['an empty list', [], []],
    ['a list with other elements', ['', true, null, {}, NaN, 'x'.repeat(1025), 1], ['', 1]],
    ['a list of nothing else', [true], []],
  ];
  for (const [what, value, kept] of rows) {
    it(`${what}: ${kept === undefined ? 'left out' : 'kept'}`, () => {
      const { properties, hackleProperties } = userOf({
        id: 'a',
        properties: { p: value },
        hackleProperties: { h: value },
      })!;
      expect(properties).to.deep.equal(kept === undefined ? {} : { p: kept });
      expect(hackleProperties).to.deep.equal(kept === undefined ? {} : { h: kept });
    });
  }

  it('of the system keep what they hold, lists but for their elements', () => {
    const given = { $long: 'x'.repeat(2000), $object: { a: 1 }, $list: [true, 1], $null: null };
    const { $null: _, ...kept } = given;
    expect(userOf({ id: 'a', properties: given })!.properties).to.deep.equal({ ...kept, $list: [1] });
  });

  it('are the first 128 that are in order', () => {
    const names = Array.from({ length: 140 }, (_, at) => `p${at}`);
    const given = Object.fromEntries([['bad', null], ...names.map((name) => [name, 1])]) as object;
    expect(Object.keys(userOf({ id: 'a', properties: given })!.properties)).to.deep.equal(names.slice(0, 128));
  });

  it('have names of 1 to 128 units', () => {
    const properties = { '': 1, ['k'.repeat(128)]: 2, ['k'.repeat(129)]: 3 };
    expect(userOf({ id: 'a', properties })!.properties).to.deep.equal({ ['k'.repeat(128)]: 2 });
  });

  it('are those of the object itself', () => {
    const properties = Object.create({ inherited: 1 }) as Record<string, unknown>;
    properties.own = 2;
    expect(userOf({ id: 'a', properties })!.properties).to.deep.equal({ own: 2 });
  });
});

describe('user: one with a single identifier', () => {
  const single: unknown[] = [
    'ann',
    { id: 'ann' },
    { id: 'a', properties: null },
    { id: 'a', properties: 'p' },
    { id: 'a', properties: { p: ['a'] } },
    { id: 'a', properties: { p: null, q: 1 } },
    { id: 'a', properties: { p: ['x', true], ['k'.repeat(129)]: 1 } },
    { id: 'a', properties: Object.create({ inherited: 1 }) as object },
  ];
  for (const given of single) {
    it(`${JSON.stringify(given).slice(0, 50)}: an event keeps of him what it would keep of a copy`, () => {
      const id = singleId(given);
      expect(id).to.be.a('string');
      const kept = keptUser(id!, given);
      const whole = typeof kept === 'string' ? userOf(kept) : kept;
      expect(whole).to.deep.equal(userOf(given));
    });
  }

  const others: [what: string, given: unknown][] = [
    ['a number', 5],
    ['a blank id', ' '],
    ['a number as id', { id: 5 }],
    ['another identifier', { id: 'a', deviceId: 'd' }],
    ['a map of identifiers', { id: 'a', identifiers: {} }],
    ['properties of Hackle', { id: 'a', hackleProperties: {} }],
  ];
  for (const [what, given] of others) {
    it(`is not one with ${what}`, () => {
      expect(singleId(given)).to.equal(undefined);
    });
  }

  it('may change afterwards, and what an event keeps does not', () => {
    const given = { id: 'a', properties: { list: ['x'], p: 1 } };
    const kept = keptUser('a', given);
    given.properties.list.push('y');
    given.properties.p = 2;
    expect(kept)
      .to.have.property('properties')
      .that.deep.equals({ list: ['x'], p: 1 });
  });
});

describe('user: properties that are asked for without a copy', () => {
  const many = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, 1]));
  const tooLong = 'k'.repeat(129);

  const rows: [what: string, given: object, delicate: string[], inOrder: boolean, only?: string][] = [
    ['what is in order', { p: 'x', q: [1] }, ['p', 'q'], true],
    ['what is not there', { p: 'x' }, ['q'], true],
    ['nothing delicate', { p: null }, [], true],
    ['nothing delicate, but it is inherited', Object.create({ p: 1 }) as object, [], false],
    ['nothing delicate, but there are 129', many(129), [], false],
    ['one beside another that is left out', { p: 1, q: null }, ['p'], true],
    ['128 properties', many(128), ['p0'], true],
    ['129 properties', many(129), ['p0'], false],
    ['the 128th of 129', many(129), ['p127'], true, 'p127'],
    ['the 129th', many(129), [], false, 'p128'],
    ['one that is not among 128', many(128), [], true, 'x'],
    ['one that is not among 129', many(129), [], false, 'x'],
    ['one that is left out', { p: null }, ['p'], false],
    ['text that is too long', { p: 'x'.repeat(1025) }, ['p'], false],
    ['a list with an element that is left out', { p: [true] }, ['p'], false],
    ['inherited properties', Object.create({ p: 1 }) as object, ['p'], false],
    ['a name that is too long', { [tooLong]: 1 }, [tooLong], false],
    ['a name that is empty', { '': 1 }, [''], false],
    ['a name that every object inherits', {}, ['__proto__'], false],
  ];
  for (const [what, given, delicate, inOrder, only] of rows) {
    it(`${what}: ${inOrder ? 'as they are' : 'by a copy'}`, () => {
      expect(answersInOrder(given as Record<string, unknown>, { only, delicate })).to.equal(inOrder);
    });
  }
});
