import { expect } from 'chai';
import fc from 'fast-check';
import type { Condition, FlagProgram, OperatorName, ValueSource, ValueTypeName } from '#src/evaluation/program.js';
import { explain } from '#src/evaluation/explain.js';
import { hostileValues } from './support/hostile-values.js';
import { inSegment, isOn, onIf, present, test, World, type Who } from './support/world.js';

const sources: ValueSource[] = [
  { from: 'attribute', name: 'a' },
  { from: 'attribute', name: 'constructor' },
  { from: 'extra', name: 'a' },
  { from: 'identifier', name: 'a' },
  { from: 'path', path: ['a', '0'] },
];
const tests: [OperatorName, ValueTypeName, (string | number)[]][] = [
  ['present', 'any', []],
  ['in', 'joined-text', ['a', 'b', 'c']],
  ['contains', 'joined-text', ['a']],
  ['matches', 'joined-text', ['a+']],
  ['at-least', 'number', [5]],
  ['between', 'number', [1, 5]],
  ['in', 'boolean', ['true']],
  ['meets-set', 'text-set', ['a']],
  ['at-least', 'semver', ['1.0.0']],
  ['in', 'day', [5]],
];

/** A flag for every pair of source and test, one that buckets by each source, and one that refers to them all. */
function everyFlag(): FlagProgram[] {
  const conditions = sources.flatMap((source): Condition[] => [
    ...tests.map(([operator, type, values]) => test(source, operator, type, ...values)),
    { ...test(source, 'in', 'joined-text', 'a'), each: true },
    inSegment('s', source),
    {
      if: 'bucket',
      bucket: { space: 'percent', hash: 'murmur3', salt: 's', of: source },
      ranges: [{ from: 0, to: 50 }],
    },
  ]);
  const flags = conditions.map((condition, at) => onIf(`f${at}`, condition));
  return [...flags, onIf('any', { if: 'any', of: flags.map(({ key }) => ({ if: 'guard', of: isOn(key) })) })];
}

const world = new World({ flags: everyFlag(), segments: [['s', ['a']]] });
const keys = [...world.set.flagCells()].map(({ key }) => key);

function askAll(who: Who): void {
  for (const key of keys) {
    const decision = world.ask(key, who);
    expect(decision.error === undefined ? 'string' : 'undefined').to.equal(typeof decision.outcome?.variant);
    if (decision.error !== undefined) expect(decision.error.message).to.be.a('string');
  }
}

function revokedProxy(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const anything = fc.oneof(
  fc.constantFrom(...hostileValues.map(([, value]) => value)),
  fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    key: fc.constantFrom('a', 'constructor', '0', '__proto__'),
  }),
);
const table = fc.dictionary(fc.constantFrom('a', 'constructor', '__proto__'), anything);

describe('evaluation: never throws', () => {
  it('for any values in any tables', () => {
    fc.assert(
      fc.property(fc.record({ attributes: table, extra: table, identifiers: table, root: anything }), (who) => {
        askAll(who);
      }),
      { numRuns: 150 },
    );
  });

  it('for revoked proxies, which throw whatever is asked of them', () => {
    for (const revoked of [revokedProxy({}), revokedProxy([]), revokedProxy(() => 1)]) {
      const of = { a: revoked };
      askAll({ attributes: of, extra: of, identifiers: of, root: of });
      askAll({ root: revoked });
      askAll({ attributes: revoked as Record<string, unknown>, identifiers: revoked as Record<string, unknown> });
    }
  });

  const thrown: [title: string, value: unknown][] = [
    ['an error', new Error('from the caller')],
    ['text', 'from the caller'],
    ['nothing', undefined],
    ['null', null],
    ['a symbol', Symbol('from the caller')],
    ['an object without prototype', Object.create(null)],
    ['a proxy that traps everything', new Proxy({}, trapping())],
    ['a revoked proxy', revokedProxy({})],
    ['an error whose message throws', Object.defineProperty(new Error(), 'message', { get: thrower })],
    ['an error whose message is no text', Object.defineProperty(new Error(), 'message', { value: Symbol('message') })],
    ['an error whose message is a proxy', Object.defineProperty(new Error(), 'message', { value: revokedProxy({}) })],
    [
      'an error that gives itself a code',
      Object.assign(new Error('coded'), { code: 'PARSE_ERROR', name: 'EvaluationFailure' }),
    ],
  ];

  function thrower(): never {
    throw new Error('the trap of the caller');
  }

  /** A handler whose every trap throws. */
  function trapping(): ProxyHandler<object> {
    return new Proxy({}, { get: () => thrower });
  }

  for (const [title, value] of thrown) {
    it(`whatever the getters and traps of the caller throw: ${title}`, () => {
      const throws = (): never => {
        throw value;
      };
      const getter = Object.defineProperties({}, { a: { get: throws }, constructor: { get: throws } }) as Record<
        string,
        unknown
      >;
      const traps = new Proxy({}, new Proxy({}, { get: () => throws })) as Record<string, unknown>;
      for (const of of [getter, traps]) {
        askAll({ attributes: of, extra: of, identifiers: of, root: of });
        const { error } = world.ask('f0', { attributes: of });
        expect(error?.code).to.equal('GENERAL');
        // What a caller throws may quote what is private to him.
        expect(error?.message).to.be.a('string').and.not.contain('from the caller');
      }
      const deep = Object.defineProperty([], 0, { get: throws, enumerable: true });
      askAll({ attributes: { a: deep }, extra: { a: deep }, root: { a: deep } });
      expect(explain(world.set, 'f0', world.bind({ attributes: getter })).decision.error?.code).to.equal('GENERAL');
    });
  }

  it('and goes on as if nothing had happened', () => {
    const throws = (): never => {
      throw Object.defineProperty(new Error(), 'message', { get: thrower });
    };
    const subject = world.bind({ attributes: Object.defineProperty({}, 'a', { get: throws }) });
    world.set.evaluate('f0', subject);
    expect(world.answer('f0', { attributes: { a: 1 } })).to.equal('on');
    expect(world.set.subject()).to.equal(subject);
    expect(Object.keys(subject.attributes)).to.be.empty;
  });

  it('for a set full of it: a flag that reads nothing answers', () => {
    const traps = new Proxy({}, trapping()) as Record<string, unknown>;
    const quiet = new World({ flags: [onIf('f', { if: 'not', of: { if: 'guard', of: present('a') } })] });
    expect(quiet.answer('f', { attributes: traps, extra: traps, identifiers: traps, root: traps })).to.equal('on');
  });
});
