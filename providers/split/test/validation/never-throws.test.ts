import { expect } from 'chai';
import fc from 'fast-check';
import { checkAttributes, isOrdinaryAttributes } from '#src/validation/attributes.js';
import { readEvaluationOptions } from '#src/validation/evaluation-options.js';
import { checkEvent, checkEventType, checkTrafficType } from '#src/validation/event.js';
import { checkFallbackTreatments } from '#src/validation/fallback-treatments.js';
import { checkFlagName, checkFlagNames, isOrdinaryFlagName } from '#src/validation/flag-name.js';
import { checkFlagSet, checkFlagSets, checkFlagSetsFilter } from '#src/validation/flag-sets.js';
import { checkKey, checkKeyText, isOrdinaryKey } from '#src/validation/key.js';
import { checkProperties } from '#src/validation/properties.js';
import { anything, hostile } from './hostile.js';

const checks: Readonly<Record<string, (value: unknown) => unknown>> = {
  checkAttributes,
  checkEvaluationOptions: readEvaluationOptions,
  checkEventType,
  checkTrafficType,
  checkFallbackTreatments,
  checkFlagName,
  checkFlagNames,
  checkFlagSet: (value) => checkFlagSet(value),
  checkFlagSets: (value) => checkFlagSets(value, new Set(['a'])),
  checkFlagSetsFilter,
  checkKey,
  checkKeyText: (value) => checkKeyText(value, 'targetingKey'),
  checkProperties,
  'checkEvent, as the key': (value) => checkEvent(value, 'user', 'e'),
  'checkEvent, as the traffic type': (value) => checkEvent('k', value, 'e'),
  'checkEvent, as the event type': (value) => checkEvent('k', 'user', value),
  'checkEvent, as the value': (value) => checkEvent('k', 'user', 'e', value),
  'checkEvent, as the properties': (value) => checkEvent('k', 'user', 'e', 1, value),
  'properties with it inside': (value) => checkProperties({ a: value }),
  'a key object with it inside': (value) => checkKey({ matchingKey: value, bucketingKey: value }),
  'a fallback with it inside': (value) =>
    checkFallbackTreatments({ global: value, byFlag: { a: { treatment: value, config: value } } }),
  'evaluation options with it inside': (value) => readEvaluationOptions({ properties: value }),
};

const guards: readonly ((value: unknown) => boolean)[] = [isOrdinaryAttributes, isOrdinaryFlagName, isOrdinaryKey];

/** The longest sentence that a log should be given. */
const LONGEST = 400;

function expectAnswer(answer: unknown): void {
  const { kind, problem, warnings } = answer as { kind: string; problem?: unknown; warnings?: unknown[] };
  expect(kind).to.be.oneOf(['ok', 'rejected']);
  if (kind === 'rejected') expect(problem).to.be.a('string').with.length.within(1, LONGEST);
  for (const warning of warnings ?? []) expect(warning).to.be.a('string').with.length.within(1, LONGEST);
}

describe('no argument makes a check throw', () => {
  for (const [name, check] of Object.entries(checks)) {
    it(`${name} answers whatever comes in`, () => {
      for (const [, value] of hostile) expectAnswer(check(value));
      fc.assert(fc.property(anything, (value) => expectAnswer(check(value))));
    });
  }

  it('the guards of the hot path answer whatever comes in', () => {
    for (const guard of guards) {
      for (const [, value] of hostile) expect(guard(value)).to.be.a('boolean');
      fc.assert(fc.property(anything, (value) => typeof guard(value) === 'boolean'));
    }
  });
});

describe('no message tells a secret', () => {
  const secret = 'hunter2';
  const answers: readonly [what: string, answer: unknown][] = [
    ['a key that is too long', checkKey(secret.repeat(100))],
    ['a key with blanks around it', checkKey(` ${secret} `)],
    ['a key object', checkKey({ matchingKey: ` ${secret}`, bucketingKey: secret.repeat(100) })],
    ['attributes', checkAttributes(secret)],
    ['the value of a property', checkProperties({ a: [secret], b: Symbol(secret) })],
    ['the value of an event', checkEvent('k', 'user', 'e', secret)],
  ];
  for (const [what, answer] of answers) {
    it(`not one about ${what}`, () => {
      const { problem = '', warnings = [] } = answer as { problem?: string; warnings?: string[] };
      expect([problem, ...warnings].join(''))
        .to.not.equal('')
        .and.not.include(secret);
    });
  }
});
