import { expect } from 'chai';
import fc from 'fast-check';
import { FFCDefinitions } from '#src/definitions.js';
import { decodeMessage } from '#src/wire/message.js';
import { clause, flag, inSegment, message, needs, PREFIX, rule, segment, slice } from '../support/environment.js';

const healthy = flag('healthy');
const rich = flag('rich', {
  ffp: [needs('healthy')],
  fftuwmtr: [rule([clause('plan', 'MatchRegex', 'a+'), inSegment('s')], [slice(0, 0.5), slice(0.5, 1)], true)],
  targetIndividuals: [{ individuals: [{ keyId: 'ann' }], valueOption: { localId: 1, variationValue: 'on' } }],
});
const full = segment('s', {
  included: ['ann'],
  excluded: ['bob'],
  rules: [{ ruleJsonContent: [clause('a', 'IsOneOf', '["x"]')] }],
});

const anything = fc.oneof(
  fc.constantFrom(undefined, null, '', 'x', 0, -1, NaN, true, [], {}, [null], { a: null }, '['),
  fc.string(),
  fc.double(),
);

/** All places in a document, as paths. */
function placesIn(node: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof node !== 'object' || node === null) return [path];
  return [path, ...Object.entries(node).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

function damaged(document: object, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const copy = (Array.isArray(document) ? [...(document as unknown[])] : { ...document }) as Record<string, unknown>;
  copy[name] = damaged((document as Record<string, object>)[name]!, rest, value);
  return copy;
}

describe('wire: whatever is broken', () => {
  it('costs at most the flag or segment that it is in, and never throws', () => {
    const document = message([healthy, rich], [full]);
    const places = placesIn(document).filter(
      ([, list, at]) => at !== undefined && !(list === 'featureFlags' && at === '0'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, fc.constantFrom('ann', 'bob', 'x'), (place, value, key) => {
        const received = decodeMessage(damaged(document, place, value));
        if (received.kind !== 'data') throw new Error('the list itself is not damaged');
        const definitions = new FFCDefinitions(PREFIX, () => undefined);
        definitions.apply(received.data);
        for (const name of ['healthy', 'rich']) {
          const cell = definitions.flag(name);
          if (cell === undefined) continue;
          const subject = Object.assign(definitions.set.subject(), { key, attributes: { plan: 'aa', a: 'x' } });
          const { outcome, error } = definitions.set.decide(cell, subject);
          if (name === 'healthy') expect(outcome?.value).to.equal('off');
          else expect(outcome === undefined).to.equal(error !== undefined);
        }
        expect(definitions.flag('healthy')).to.not.equal(undefined);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is no message where it is none, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(decodeMessage(value).kind).to.equal('ignored');
      }),
    );
  });
});
