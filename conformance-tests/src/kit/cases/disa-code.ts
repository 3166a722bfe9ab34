import { deepEqual, equal, ok } from '../judging/assert.js';
import { defineCase, type ConformanceCase } from '../case.js';
import { flagOf, type HeldRole } from '../flags.js';
import { callersDefault } from '../judging/values.js';

const disabled: readonly HeldRole[] = [
  'disabled-boolean-flag',
  'disabled-string-flag',
  'disabled-integer-flag',
  'disabled-float-flag',
];

/** Flags that are switched off, and flags without a default. */
export const disabledCases: readonly ConformanceCase[] = [
  ...disabled.map((role, index) =>
    defineCase(
      `DISA-0${index + 1}`,
      '2.2.5, B',
      'M',
      `gives the caller's default for ${role}`,
      { needs: ['disabled-flags'] },
      async (scene) => {
        const bound = await scene.open();
        const { type } = flagOf(role);
        for (const given of type === 'boolean' ? [true, false] : [callersDefault[type]]) {
          const details = await bound.details(type, scene.key(role), given);
          deepEqual(details.value, given, `${role}: the value`);
          equal(details.errorCode, undefined, `${role}: errorCode`);
        }
      },
    ),
  ),

  defineCase(
    'DISA-05',
    '2.2.5',
    'S',
    'gives DISABLED for a flag that is switched off',
    { needs: ['disabled-flags', 'standard-reasons'] },
    async (scene) => {
      const bound = await scene.open();
      for (const role of scene.present(disabled)) {
        const { type } = flagOf(role);
        const { reason } = await bound.details(type, scene.key(role), callersDefault[type]);
        equal(reason, 'DISABLED', `${role}: the reason`);
      }
    },
  ),

  defineCase(
    'DISA-06',
    '2.2.7',
    'S',
    'gives the default for a flag that is switched off and of another type',
    { needs: ['disabled-flags'] },
    async (scene) => {
      const bound = await scene.open();
      const details = await bound.details('number', scene.key('disabled-string-flag'), -17);
      equal(details.value, -17, 'the value');
      const { reason, errorCode } = details;
      ok(
        (reason === 'DISABLED' && errorCode === undefined) || String(errorCode) === 'TYPE_MISMATCH',
        `${String(reason)} and ${String(errorCode)}: neither DISABLED nor TYPE_MISMATCH`,
      );
    },
  ),

  defineCase(
    'CODE-01',
    '2.2.5, B',
    'M',
    "gives the caller's default where a flag has none",
    { needs: ['code-default'] },
    async (scene) => {
      const bound = await scene.open();
      for (const role of scene.present(['null-default-flag', 'undefined-default-flag'] as const)) {
        for (const given of [true, false]) {
          const details = await bound.details('boolean', scene.key(role), given);
          equal(details.value, given, `${role}: the value`);
          equal(details.errorCode, undefined, `${role}: errorCode`);
          equal(details.reason, 'DEFAULT', `${role}: the reason`);
        }
      }
    },
  ),
];
