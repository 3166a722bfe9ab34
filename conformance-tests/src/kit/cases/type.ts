import { deepEqual, equal, ok } from '../judging/assert.js';
import type { FlagValueType } from '@openfeature/core';
import type { Capability } from '../capabilities.js';
import { defineCase, type ConformanceCase } from '../case.js';
import type { HeldRole } from '../flags.js';
import { callersDefault, expectServed, judgeRefused } from '../judging/values.js';

const mismatches: readonly (readonly [
  id: string,
  role: HeldRole,
  type: FlagValueType,
  needs: readonly Capability[],
])[] = [
  ['TYPE-01', 'wrong-flag', 'boolean', []],
  ['TYPE-02', 'wrong-flag', 'number', []],
  ['TYPE-03', 'wrong-flag', 'object', []],
  ['TYPE-04', 'boolean-flag', 'string', ['string-typing']],
  ['TYPE-05', 'boolean-flag', 'number', []],
  ['TYPE-06', 'boolean-flag', 'object', []],
  ['TYPE-07', 'integer-flag', 'boolean', ['fully-typed-values']],
  ['TYPE-08', 'integer-flag', 'string', ['fully-typed-values']],
  ['TYPE-09', 'integer-flag', 'object', ['fully-typed-values']],
  ['TYPE-10', 'object-flag', 'boolean', ['object']],
  // A backend of texts serves the text of anything.
  ['TYPE-11', 'object-flag', 'string', ['object', 'string-typing']],
  ['TYPE-12', 'object-flag', 'number', ['object']],
];

/** Texts that an application must not get as a number without having asked for a conversion. */
const numberTexts: readonly HeldRole[] = [
  'empty-text-flag',
  'blank-text-flag',
  'hex-text-flag',
  'exponent-text-flag',
  'infinity-text-flag',
  'nan-text-flag',
];

/** What a documented conversion may make of them; of the others it can make nothing. */
const numbers: Readonly<Partial<Record<HeldRole, number>>> = { 'hex-text-flag': 16, 'exponent-text-flag': 1000 };

const booleanTexts: readonly HeldRole[] = ['upper-true-text-flag', 'yes-text-flag', 'one-text-flag', 'empty-text-flag'];

/** None of them can be taken for false, and the empty text for nothing. */
const booleans: Readonly<Partial<Record<HeldRole, boolean>>> = {
  'upper-true-text-flag': true,
  'yes-text-flag': true,
  'one-text-flag': true,
};

/** What is asked for as another type than it has. */
export const typeCases: readonly ConformanceCase[] = [
  ...mismatches.map(([id, role, type, needs]) =>
    defineCase(id, '2.2.7', 'M', `refuses ${role} as ${type}`, { needs }, async (scene) => {
      const bound = await scene.open();
      const details = await bound.details(type, scene.key(role), callersDefault[type]);
      // Where everything is text, one that is no JSON is an object that cannot be read.
      const isMalformed = type === 'object' && role === 'wrong-flag' && !scene.has('string-typing');
      const codes = isMalformed ? ['TYPE_MISMATCH', 'PARSE_ERROR'] : ['TYPE_MISMATCH'];
      judgeRefused(details, codes, callersDefault[type], `${role} as ${type}`);
    }),
  ),

  defineCase('TYPE-13', '2.2.7', 'M', 'takes no number from the beginning of a text', {}, async (scene) => {
    const bound = await scene.open();
    const details = await bound.details('number', scene.key('partial-number-flag'), -17);
    judgeRefused(details, ['TYPE_MISMATCH', 'PARSE_ERROR'], -17, 'the text 12abc as number');
  }),

  defineCase('TYPE-14', '2.2.7', 'M', 'makes no 0, NaN or Infinity of text', {}, async (scene) => {
    const bound = await scene.open();
    for (const role of scene.present(numberTexts)) {
      const details = await bound.details('number', scene.key(role), -17);
      if (details.errorCode === undefined) {
        ok(details.value === numbers[role], `${role} as number: ${JSON.stringify(details.value)} without an error`);
      } else {
        judgeRefused(details, ['TYPE_MISMATCH', 'PARSE_ERROR'], -17, `${role} as number`);
      }
    }
  }),

  defineCase('TYPE-15', '2.2.7', 'M', 'guesses no boolean from text', {}, async (scene) => {
    const bound = await scene.open();
    for (const role of scene.present(booleanTexts)) {
      const details = await bound.details('boolean', scene.key(role), false);
      if (details.errorCode === undefined) {
        ok(details.value === booleans[role], `${role} as boolean: ${JSON.stringify(details.value)} without an error`);
      } else {
        judgeRefused(details, ['TYPE_MISMATCH', 'PARSE_ERROR'], false, `${role} as boolean`);
      }
    }
  }),

  defineCase(
    'TYPE-16',
    '2.2.7',
    'M',
    'gives no null or primitive as an object',
    { needs: ['object'] },
    async (scene) => {
      const bound = await scene.open();
      for (const role of scene.present(['json-null-flag', 'json-number-flag', 'json-string-flag'] as const)) {
        const details = await bound.details('object', scene.key(role), callersDefault.object);
        judgeRefused(details, ['TYPE_MISMATCH', 'PARSE_ERROR'], callersDefault.object, `${role} as object`);
      }
    },
  ),

  defineCase(
    'TYPE-17',
    '2.2.7',
    'M',
    'tells malformed JSON from another type',
    { needs: ['object'] },
    async (scene) => {
      const bound = await scene.open();
      const details = await bound.details('object', scene.key('malformed-json-flag'), callersDefault.object);
      judgeRefused(details, ['PARSE_ERROR'], callersDefault.object, 'malformed JSON as object');
    },
  ),

  defineCase('TYPE-18', '2.2.7', 'M', 'refuses one type without spoiling another', {}, async (scene) => {
    const bound = await scene.open();
    const wrong = scene.has('string-typing') ? 'string' : 'number';
    for (let round = 0; round < 2; round++) {
      await expectServed(scene, bound, 'boolean-flag');
      const details = await bound.details(wrong, scene.key('boolean-flag'), callersDefault[wrong]);
      equal(details.errorCode, 'TYPE_MISMATCH', `boolean-flag as ${wrong}: errorCode`);
      deepEqual(details.value, callersDefault[wrong], `boolean-flag as ${wrong}: the value`);
    }
    await expectServed(scene, bound, 'boolean-flag');
  }),

  defineCase('TYPE-19', '2.2.7', 'S', 'says in the message which flag, and which types', {}, async (scene) => {
    const bound = await scene.open();
    const key = scene.key('wrong-flag');
    const { errorMessage = '' } = await bound.details('boolean', key, false);
    ok(errorMessage.includes(key), `the message does not name the flag: ${JSON.stringify(errorMessage)}`);
    ok(/boolean/i.test(errorMessage), `the message does not name the type that was asked for: ${errorMessage}`);
    ok(/string|text/i.test(errorMessage), `the message does not name the type that was found: ${errorMessage}`);
  }),
];
