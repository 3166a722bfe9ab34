import { expect } from 'chai';
import fc from 'fast-check';
import { explain } from '#src/evaluation/explain.js';
import type { Json, OperatorName, Test, ValueTypeName } from '#src/evaluation/program.js';
import { attribute, onIf, outcomeOf, test, World, type Who } from './support/world.js';

describe('evaluation: values compared as JSON text', () => {
  type Row = [type: ValueTypeName, operator: OperatorName, values: string[], holding: unknown[], others: unknown[]];
  const rows: Row[] = [
    ['json-text', 'present', [], ['', 'a', 0, false, {}, ['x']], [null, undefined, [], ['', null], '[]']],
    ['json-word', 'in', ['5'], ['5', 5, [5], '["x", 5]', 5.0], ['5.0', '', null, [], ['', null], [[5]]]],
    ['json-word', 'in', ['True'], ['true', 'TRUE', true, [true], '[true]'], ['tru', 'on', 1, null]],
    ['json-word', 'in', ['Free'], ['Free'], ['free', 'FREE', ['free']]],
    ['json-word', 'in', ['{"a":1}'], [{ a: 1 }, '{"a":1}', [{ a: 1 }]], [{ a: 2 }]],
    ['json-word', 'in', ['[1]'], [[[1]]], [[1], '[1]']],
    ['json-word', 'in', ['[x'], ['[x', ['[x']], ['x']],
    ['json-word', 'in', [''], [''], [[''], null, '[""]']],
    ['json-word', 'in', ['1e+21', '0'], [1e21, -0], ['1e21', 1]],
    ['json-text', 'in', ['True'], ['True', ['True']], ['true', true]],
    ['json-lower', 'contains', ['ELL', 'zz'], ['Hello', ['x', 'hELLo'], 'fuzz'], ['helo', 5, null]],
    ['json-text', 'matches', ['^a.c$'], ['abc', ['x', 'adc']], ['abcd', 'Abc', null]],
    ['js-number', 'below', ['5'], [4, '4', '', ' 4 ', '0x4', '[9,4]', -Infinity], [5, '5', 'x', true, null, {}, [[4]]]],
    ['js-number', 'at-least', ['5', 'x'], [5, '5.0', 'Infinity', Infinity], [4, 'five', NaN]],
    ['js-number', 'above', ['9', '5'], [6, '6'], [5, 4]],
    ['js-number', 'at-most', ['x'], [], [1, '1', 'x']],
  ];
  for (const [type, operator, values, holding, others] of rows) {
    for (const place of ['attribute', 'extra'] as const) {
      it(`${operator} ${JSON.stringify(values)} as ${type}, of an ${place}`, () => {
        for (const a of holding) expect(asked(place, type, operator, values, a), JSON.stringify(a)).to.equal(true);
        for (const a of others) expect(asked(place, type, operator, values, a), JSON.stringify(a)).to.equal(false);
      });
    }
  }

  const negated: Row[] = [
    ['json-word', 'in', ['A'], ['B', ['A', 'B'], 5, '["B"]'], ['A', ['A'], [], null, undefined, ['', null]]],
    ['json-word', 'in', ['true'], ['x'], ['TRUE', true, [true, 'True']]],
    ['json-lower', 'contains', ['a'], ['b', ['a', 'b']], ['cAb', ['a', 'A'], null]],
    ['json-text', 'matches', ['a'], ['b', ['a', 'b']], ['cab', null]],
  ];
  for (const [type, operator, values, holding, others] of negated) {
    for (const place of ['attribute', 'extra'] as const) {
      it(`not ${operator} ${JSON.stringify(values)} as ${type}, of an ${place}: one other element suffices`, () => {
        for (const a of holding)
          expect(asked(place, type, operator, values, a, true), JSON.stringify(a)).to.equal(true);
        for (const a of others)
          expect(asked(place, type, operator, values, a, true), JSON.stringify(a)).to.equal(false);
      });
    }
  }

  const letters = fc.array(
    fc.constantFrom('a', 'A', 'k', '\u212a', 'i', '\u0130', '\u03a3', '\udc00', '\ud801\udc00', '1'),
    {
      maxLength: 6,
    },
  );
  const text = letters.map((parts) => parts.join('')).filter((joined) => !joined.startsWith('['));

  it('contain a part as they do in lower case, whatever the letters', () => {
    fc.assert(
      fc.property(text, text, (a, part) => {
        const holds = a.toLowerCase().includes(part.toLowerCase());
        expect(asked('attribute', 'json-lower', 'contains', [part], a)).to.equal(holds);
        expect(asked('attribute', 'json-lower', 'contains', [part], a, true)).to.equal(!holds);
      }),
      { numRuns: 2_000 },
    );
  });

  it('have two words that are the same in any case', () => {
    const word = fc
      .constantFrom('true', 'false')
      .chain((lower) =>
        fc
          .tuple(...Array.from(lower, (letter) => fc.constantFrom(letter, letter.toUpperCase(), 'x')))
          .map((spelled) => spelled.join('')),
      );
    fc.assert(
      fc.property(word, word, (a, b) => {
        const folded = (one: string) => (/^(?:true|false)$/i.test(one) ? one.toLowerCase() : one);
        expect(asked('attribute', 'json-word', 'in', [b], a)).to.equal(folded(a) === folded(b));
      }),
      { numRuns: 2_000 },
    );
  });

  it('matched by expressions of which one is invalid fail the evaluation when its turn comes', () => {
    const condition: Test = {
      ...test(attribute('a'), 'matches', 'json-text', 'x', '['),
      each: 'json-list',
      invalid: 'fail',
    };
    const ask = (a: unknown, more: Partial<Test> = {}): unknown =>
      outcomeOf({ ...condition, ...more }, { attributes: { a } });
    expect([ask('x'), ask('y'), ask(['x', 'y']), ask(['y', 'x']), ask([]), ask(null)]).to.deep.equal([
      ...[true, 'GENERAL', true],
      ...['GENERAL', false, false],
    ]);
    expect([ask('x', { negate: true }), ask('y', { negate: true })]).to.deep.equal([false, 'GENERAL']);
    const world = new World({ flags: [onIf('f', condition)] });
    expect(world.ask('f', { attributes: { a: 'y' } }).error?.message).to.contain('Invalid regular expression: /[/');
    expect(world.problems).to.deep.equal([]);
  });

  it('negate also without lists, and leave out what is not of the type', () => {
    const condition: Test = { ...test(attribute('a'), 'in', 'number', 5), negate: true };
    expect([4, '4', 5, '5', 'x', undefined].map((a) => outcomeOf(condition, { attributes: { a } }))).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  const sets: Row[] = [
    ['json-set', 'present', [], [[], ['a'], '[]', '["a"]', [null]], ['a', '[', null, undefined, {}, 5]],
    [
      'json-set',
      'same-set',
      ['a', '1'],
      [['a', 1], ['1', 'a', 'a', ''], '["1","a"]'],
      [['a'], ['a', 1, 'b'], ['A', 1], 'a', []],
    ],
    [
      'json-words',
      'covers-set',
      ['a', 'TRUE'],
      [['a', true], ['a', 'b', 'True'], '[true,"a"]'],
      [['a'], ['A', true], ['a', 'a'], 'a'],
    ],
    [
      'json-words',
      'covers-set',
      ['a', 'a'],
      [
        ['a', 'a'],
        ['a', 'b'],
      ],
      [['a'], []],
    ],
    ['json-words', 'covers-set', [], [[], ['a']], ['a', null]],
    ['json-words', 'meets-set', ['a', 'False'], [['x', 'a'], [false], '["FALSE"]'], [['A'], [], 'a', null, [null, '']]],
  ];
  for (const [type, operator, values, holding, others] of sets) {
    it(`${operator} ${JSON.stringify(values)} as ${type}`, () => {
      for (const a of holding) expect(whole(type, operator, values, a), JSON.stringify(a)).to.equal(true);
      for (const a of others) expect(whole(type, operator, values, a), JSON.stringify(a)).to.equal(false);
    });
  }

  it('compare sets of thousands in a moment', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `element ${at}`);
    const begun = performance.now();
    expect(whole('json-set', 'same-set', many, [...many].reverse())).to.equal(true);
    expect(whole('json-words', 'covers-set', many, many)).to.equal(true);
    expect(whole('json-words', 'meets-set', many, ['x', ...many])).to.equal(true);
    expect(performance.now() - begun).to.be.below(1_000);
  });

  it('take a value that cannot be written as JSON for none', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    for (const a of [{ circle }, { a: 1n }, () => 'a', Symbol('a')]) {
      expect(asked('attribute', 'json-text', 'present', [], a)).to.equal(false);
    }
    expect(asked('attribute', 'json-word', 'in', ['a'], [circle, 'a'])).to.equal(true);
  });

  it('say what they ask for when a flag is explained', () => {
    const world = new World({
      flags: [onIf('f', { ...test(attribute('a'), 'in', 'json-word', 'x'), each: 'json-list', negate: true })],
    });
    const explanation = explain(world.set, 'f', world.bind({ attributes: { a: 'y' } }));
    expect(explanation.steps[0]?.condition?.text).to.equal('attribute a not in ["x"] as json-word');
  });
});

type Place = 'attribute' | 'extra';

function asked(
  from: Place,
  type: ValueTypeName,
  operator: OperatorName,
  values: readonly Json[],
  a: unknown,
  negate = false,
): unknown {
  const condition: Test = {
    ...test({ from, name: 'a' }, operator, type, ...values),
    each: 'json-list',
    ...(negate ? { negate } : {}),
  };
  const who: Who = from === 'extra' ? { extra: { a } } : { attributes: { a } };
  return outcomeOf(condition, who);
}

function whole(type: ValueTypeName, operator: OperatorName, values: readonly Json[], a: unknown): unknown {
  return outcomeOf(test(attribute('a'), operator, type, ...values), { attributes: { a } });
}
