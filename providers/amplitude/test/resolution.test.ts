import { expect } from 'chai';
import { Answer } from '#src/remote/answer.js';
import { resolutionBy } from '#src/resolution.js';
import type { Variant } from '#src/wire/variant.js';

type Rules = Parameters<typeof resolutionBy>[0];
type Type = 'boolean' | 'string' | 'number' | 'object';

const standard: Rules = { valueSource: 'auto', defaultVariant: 'off', booleanVariants: { on: [], off: [] } };

function typed(variant: unknown, type: Type, rules: Partial<Rules> = {}, from: 'fetch' | 'cache' | 'stale' = 'fetch') {
  const decision = new Answer({}, new Map([['f', variant as Variant]])).decision('f', from);
  return resolutionBy({ ...standard, ...rules })(decision, { type, parameter: undefined });
}

/** What is served, in a word: the value, `default`, or an error code. */
function served(...args: Parameters<typeof typed>): unknown {
  const answer = typed(...args);
  if (answer.kind === 'error') return answer.code;
  return answer.kind === 'value' ? { value: answer.value } : 'default';
}

const off = { key: 'off', metadata: { default: true } };

describe('resolution: a variant as a value', () => {
  const cases: readonly [what: string, variant: object, type: Type, expected: unknown, rules?: Partial<Rules>][] = [
    ['on is true', { key: 'on', value: 'on' }, 'boolean', { value: true }],
    ['On and TRUE are too', { key: 'k', value: 'TRUE' }, 'boolean', { value: true }],
    ['off is false', { key: 'k', value: 'Off' }, 'boolean', { value: false }],
    ['the key stands for a value that is not there', { key: 'on' }, 'boolean', { value: true }],
    ['a boolean payload goes first', { key: 'on', value: 'on', payload: false }, 'boolean', { value: false }],
    ['another payload does not', { key: 'on', value: 'on', payload: { a: 1 } }, 'boolean', { value: true }],
    ['control is no boolean', { key: 'control', value: 'control' }, 'boolean', 'TYPE_MISMATCH'],
    ['treatment is none', { key: 'treatment', value: 'treatment' }, 'boolean', 'TYPE_MISMATCH'],
    [
      'unless it is mapped',
      { key: 'control', value: 'Control' },
      'boolean',
      { value: false },
      { booleanVariants: { on: ['treatment'], off: ['control'] } },
    ],
    ['nothing is no boolean', {}, 'boolean', 'TYPE_MISMATCH'],
    ['who is not assigned gets false', off, 'boolean', { value: false }],
    ['whatever the variant is called', { key: 'on', metadata: { default: true } }, 'boolean', { value: false }],
    ['or the default, if so configured', off, 'boolean', 'default', { defaultVariant: 'fallback' }],
    ['a default variant with a value gives it', { ...off, value: 'on' }, 'boolean', { value: true }],
    ['a default variant with a payload gives it', { ...off, payload: true }, 'boolean', { value: true }],
    ['a default variant with no boolean gives false', { ...off, value: 'x' }, 'boolean', { value: false }],

    ['the value is the text', { key: 'k', value: 'v' }, 'string', { value: 'v' }],
    ['or the key', { key: 'k' }, 'string', { value: 'k' }],
    ['or a payload that is text, for want of a value', { value: '', payload: 'p' }, 'string', { value: 'p' }],
    ['a value that is empty is one', { key: 'k', value: '' }, 'string', { value: '' }],
    ['a payload does not replace a value', { key: 'k', value: 'v', payload: 'p' }, 'string', { value: 'v' }],
    [
      'unless the payload is the source',
      { key: 'k', value: 'v', payload: 'p' },
      'string',
      { value: 'p' },
      { valueSource: 'payload' },
    ],
    ['nothing is no text', {}, 'string', 'TYPE_MISMATCH'],
    ['who is not assigned gets the default', off, 'string', 'default'],
    ['a default variant with a text gives it', { ...off, value: 'v' }, 'string', { value: 'v' }],

    ['a number in the payload', { key: 'k', value: '1', payload: 2.5 }, 'number', { value: 2.5 }],
    ['decimal text in the payload', { key: 'k', payload: ' 3 ' }, 'number', { value: 3 }],
    ['decimal text as value', { key: 'k', value: ' -1e3 ' }, 'number', { value: -1000 }],
    ['a value where the payload is something else', { value: '7', payload: { a: 1 } }, 'number', { value: 7 }],
    ['the empty text is no number', { key: 'k', value: '' }, 'number', 'TYPE_MISMATCH'],
    ['hexadecimal is none', { key: 'k', value: '0x10' }, 'number', 'TYPE_MISMATCH'],
    ['a word is none', { key: 'k', value: 'on' }, 'number', 'TYPE_MISMATCH'],
    [
      'the payload is no source where the value is',
      { value: '7', payload: 9 },
      'number',
      { value: 7 },
      { valueSource: 'value' },
    ],
    ['who is not assigned gets the default', off, 'number', 'default'],

    ['an object in the payload', { key: 'k', value: 'v', payload: { a: [1] } }, 'object', { value: { a: [1] } }],
    ['a list in the payload', { key: 'k', payload: [1] }, 'object', { value: [1] }],
    ['JSON text as value', { key: 'k', value: '{"a":1}' }, 'object', { value: { a: 1 } }],
    ['bad JSON text', { key: 'k', value: '{"a":' }, 'object', 'PARSE_ERROR'],
    ['a word is no object', { key: 'on', value: 'on' }, 'object', 'TYPE_MISMATCH'],
    ['a null payload is none', { key: 'k', value: 'v', payload: null }, 'object', 'TYPE_MISMATCH'],
    ['who is not assigned gets the default', off, 'object', 'default'],
  ];
  for (const [what, variant, type, expected, rules] of cases) {
    it(`${type}: ${what} (${JSON.stringify(variant)})`, () => {
      expect(served(variant, type, rules)).to.deep.equal(expected);
    });
  }

  const experiment = { key: 'treatment', value: 'v', metadata: { flagType: 'experiment', segmentName: 'Segment 1' } };
  const reasons: readonly [variant: object, from: 'fetch' | 'cache' | 'stale', reason: string][] = [
    [experiment, 'fetch', 'SPLIT'],
    [
      { ...experiment, metadata: { flagType: 'experiment', segmentName: 'individual-inclusions' } },
      'fetch',
      'TARGETING_MATCH',
    ],
    [{ key: 'on', value: 'on', metadata: { flagType: 'release' } }, 'fetch', 'TARGETING_MATCH'],
    [{ key: 'on', value: 'on' }, 'fetch', 'TARGETING_MATCH'],
    [off, 'fetch', 'DEFAULT'],
    [{ ...off, value: 'v' }, 'fetch', 'DEFAULT'],
    [experiment, 'cache', 'CACHED'],
    [off, 'cache', 'CACHED'],
    [experiment, 'stale', 'STALE'],
  ];
  for (const [variant, from, reason] of reasons) {
    it(`is ${reason} for ${JSON.stringify(variant)} from ${from}`, () => {
      expect(typed(variant, 'string', {}, from)).to.have.property('reason', reason);
    });
  }

  it('brings the variant, and what the backend says of it', () => {
    const metadata = {
      flagType: 'experiment',
      flagVersion: 7,
      segmentName: 'S',
      experimentKey: 'exp-1',
      deployed: true,
    };
    const variant = { key: 'treatment', value: 'v', metadata, expKey: 'e', evaluationId: '1_2' };
    expect(typed(variant, 'string')).to.deep.include({
      variant: 'treatment',
      flagMetadata: { ...metadata, expKey: 'e', evaluationId: '1_2', decidedBy: 'SPLIT' },
    });
    expect(typed({ value: 'v' }, 'string')).to.have.property('variant', 'v');
    expect(typed(off, 'string')).to.deep.include({
      variant: 'off',
      flagMetadata: { default: true, decidedBy: 'DEFAULT' },
    });
  });

  it('brings the same metadata whether an answer was asked for, kept, or too old', () => {
    const variant = { key: 'treatment', value: 'v', metadata: { flagType: 'experiment', flagVersion: 7 } };
    for (const from of ['fetch', 'cache', 'stale'] as const) {
      expect(typed(variant, 'string', {}, from).flagMetadata, from).to.deep.equal({
        ...{ flagType: 'experiment', flagVersion: 7 },
        decidedBy: 'SPLIT',
      });
    }
  });
});
