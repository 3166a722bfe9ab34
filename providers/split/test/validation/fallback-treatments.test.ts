import { expect } from 'chai';
import { checkFallbackTreatments, type FallbackTreatments } from '#src/validation/fallback-treatments.js';

const none: FallbackTreatments = { global: undefined, byFlag: new Map() };
const treatmentRule =
  'expected a treatment of at most 100 letters, digits, dashes and underscores, a letter or digit first';

describe('fallback treatments', () => {
  const kept: readonly [what: string, given: object, value: FallbackTreatments][] = [
    ['nothing', {}, none],
    ['nulls', { global: null, byFlag: null }, none],
    ['a treatment for all', { global: 'on' }, { ...none, global: { treatment: 'on', config: null } }],
    [
      'a treatment with a config',
      { global: { treatment: 'on', config: '{}' } },
      { ...none, global: { treatment: 'on', config: '{}' } },
    ],
    [
      'a treatment without a config',
      { global: { treatment: 'on', config: null } },
      { ...none, global: { treatment: 'on', config: null } },
    ],
    [
      'a treatment with an empty config',
      { global: { treatment: 'on', config: '' } },
      { ...none, global: { treatment: 'on', config: '' } },
    ],
    [
      'treatments for flags',
      { byFlag: { a: 'off', 'b.c': { treatment: 'v1', config: 'x' } } },
      {
        global: undefined,
        byFlag: new Map([
          ['a', { treatment: 'off', config: null }],
          ['b.c', { treatment: 'v1', config: 'x' }],
        ]),
      },
    ],
    [
      'treatments for flags with names that every object has',
      { byFlag: JSON.parse('{"__proto__":"p","constructor":"c"}') as object },
      {
        global: undefined,
        byFlag: new Map([
          ['__proto__', { treatment: 'p', config: null }],
          ['constructor', { treatment: 'c', config: null }],
        ]),
      },
    ],
  ];
  for (const [what, given, value] of kept) {
    it(`may be ${what}`, () => {
      expect(checkFallbackTreatments(given)).to.deep.equal({ kind: 'ok', value });
    });
  }

  for (const treatment of ['on', 'v-1_x', 'A', '7', '1.5', '0-x', 'x'.repeat(100)]) {
    it(`take the treatment ${treatment}`, () => {
      expect(checkFallbackTreatments({ global: treatment })).to.deep.equal({
        kind: 'ok',
        value: { ...none, global: { treatment, config: null } },
      });
    });
  }

  const left: readonly [fallback: unknown, why: string][] = [
    ['', `${treatmentRule}, found ""`],
    ['-1', `${treatmentRule}, found "-1"`],
    ['a.b', `${treatmentRule}, found "a.b"`],
    ['a b', `${treatmentRule}, found "a b"`],
    ['on\n', `${treatmentRule}, found "on\\n"`],
    ['é', `${treatmentRule}, found "é"`],
    ['x'.repeat(101), `${treatmentRule}, found "${'x'.repeat(100)}…"`],
    [5, 'expected a treatment, or an object with treatment and config, found a number'],
    [[], 'expected a treatment, or an object with treatment and config, found a list'],
    [{}, 'expected treatment to be a text, found nothing'],
    [{ treatment: 5 }, 'expected treatment to be a text, found a number'],
    [{ treatment: 'on', config: {} }, 'expected config to be a text, found an object'],
  ];
  for (const [fallback, why] of left) {
    it(`leave one out and no other: ${why.slice(0, 120)}`, () => {
      expect(checkFallbackTreatments({ global: fallback, byFlag: { a: fallback, b: 'on' } })).to.deep.equal({
        kind: 'ok',
        value: { global: undefined, byFlag: new Map([['b', { treatment: 'on', config: null }]]) },
        warnings: [`byFlag "a" is left out: ${why}`, `global is left out: ${why}`],
      });
    });
  }

  for (const name of ['', 'a b', ' a', 'a\u00a0', 'x'.repeat(101)]) {
    it(`leave out the flag ${JSON.stringify(name).slice(0, 20)}`, () => {
      const checked = checkFallbackTreatments({ byFlag: { [name]: 'on', ['x'.repeat(100)]: 'off' } });
      expect(checked).to.deep.include({
        value: { global: undefined, byFlag: new Map([['x'.repeat(100), { treatment: 'off', config: null }]]) },
      });
      expect(checked).to.have.property('warnings').with.lengthOf(1);
    });
  }

  const refused: readonly [given: unknown, problem: string][] = [
    ['on', 'expected an object with global and byFlag, found a text'],
    [[], 'expected an object with global and byFlag, found a list'],
    [null, 'expected an object with global and byFlag, found null'],
    [{ globl: 'on' }, 'expected an object with global and byFlag, found "globl" in it'],
    [{ byFlag: [] }, 'byFlag: expected an object, found a list'],
    [{ byFlag: 'on' }, 'byFlag: expected an object, found a text'],
    [new Proxy({}, { ownKeys: () => expect.fail() }), 'it cannot be read'],
  ];
  for (const [given, problem] of refused) {
    it(`are refused: ${problem}`, () => {
      expect(checkFallbackTreatments(given)).to.deep.equal({ kind: 'rejected', problem });
    });
  }
});
