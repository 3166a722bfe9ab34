import { deepEqual, equal, ok } from '../judging/assert.js';
import type { FlagValue, ResolutionDetails } from '@openfeature/core';
import type { Capability } from '../capabilities.js';
import { defineCase, type ConformanceCase } from '../case.js';
import { flagOf, servedValue, type HeldRole } from '../flags.js';
import { shown } from '../running/bound.js';
import { sweepAll, sweepServed } from '../judging/sweep.js';
import { expectServed, isOfType, otherThan } from '../judging/values.js';

const serves: readonly (readonly [id: string, role: HeldRole, needs: readonly Capability[]])[] = [
  ['RES-01', 'boolean-flag', []],
  ['RES-02', 'string-flag', []],
  ['RES-03', 'integer-flag', []],
  ['RES-04', 'float-flag', []],
  ['RES-05', 'object-flag', ['object']],
];

const servesFalsy: typeof serves = [
  ['RES-06', 'boolean-zero-flag', []],
  ['RES-07', 'string-zero-flag', []],
  ['RES-08', 'integer-zero-flag', []],
  ['RES-09', 'float-zero-flag', []],
  ['RES-10', 'object-zero-flag', ['object']],
];

const byVariant: readonly HeldRole[] = ['boolean-flag', 'string-flag', 'integer-flag'];
const zeros: readonly HeldRole[] = ['boolean-zero-flag', 'integer-zero-flag', 'float-zero-flag'];

/** The value, variant, reason and metadata of what is served. */
export const resCases: readonly ConformanceCase[] = [
  ...serves.map(([id, role, needs]) =>
    defineCase(id, '2.2.2.1, 2.2.3', 'M', `serves the value of ${role}`, { needs }, async (scene) => {
      await expectServed(scene, await scene.open(), role);
    }),
  ),

  ...servesFalsy.map(([id, role, needs]) =>
    defineCase(id, '2.2.3', 'M', `serves the falsy value of ${role}`, { needs }, async (scene) => {
      await expectServed(scene, await scene.open(), role);
    }),
  ),

  defineCase(
    'RES-11',
    '2.2.3',
    'M',
    'serves large whole numbers exactly',
    { needs: ['large-integers'] },
    async (scene) => {
      const bound = await scene.open();
      await expectServed(scene, bound, 'large-integer-flag');
      await expectServed(scene, bound, 'huge-integer-flag');
    },
  ),

  defineCase('RES-12', '2.2.3, B', 'S', 'serves 10.0 as the number 10', {}, async (scene) => {
    await expectServed(scene, await scene.open(), 'integral-float-flag');
  }),

  defineCase(
    'RES-13',
    '2.2.3',
    'S',
    'serves nested objects whole, with lists, nulls and unicode',
    { needs: ['object'] },
    async (scene) => {
      await expectServed(scene, await scene.open(), 'nested-object-flag');
    },
  ),

  defineCase(
    'RES-14',
    '2.2.3',
    'Q',
    'shares no value that a caller can change',
    { needs: ['object'] },
    async (scene) => {
      const bound = await scene.open();
      const { value } = await bound.details('object', scene.key('object-flag'), {});
      Reflect.set(value as object, 'title', 'changed by a caller');
      Reflect.deleteProperty(value as object, 'showImages');
      await expectServed(scene, bound, 'object-flag');
    },
  ),

  defineCase('RES-15', '2.2.4', 'S', 'names the variant', { needs: ['variants'] }, async (scene) => {
    const bound = await scene.open();
    for (const role of scene.present(byVariant)) {
      const { variant } = await expectServed(scene, bound, role);
      equal(variant, scene.variant(role, flagOf(role).serves), `${role}: the variant`);
    }
  }),

  defineCase('RES-16', '2.2.4', 'S', 'names the variant of a falsy value', { needs: ['variants'] }, async (scene) => {
    const bound = await scene.open();
    for (const role of scene.present(zeros)) {
      const { variant } = await expectServed(scene, bound, role);
      equal(variant, scene.variant(role, 'zero'), `${role}: the variant`);
    }
  }),

  defineCase('RES-17', '2.2.5', 'S', 'gives a reason', {}, async (scene) => {
    for (const { role, details } of await sweepServed(scene, await scene.open())) {
      const { reason } = details;
      ok(typeof reason === 'string' && reason !== '', `${role}: there is no reason`);
      ok(reason !== 'ERROR', `${role}: the reason is ERROR`);
    }
  }),

  defineCase(
    'RES-18',
    '2.2.5',
    'S',
    'gives STATIC for a flag without rules',
    { needs: ['standard-reasons'] },
    async (scene) => {
      const { reason } = await expectServed(scene, await scene.open(), 'boolean-flag');
      equal(reason, 'STATIC', 'the reason');
    },
  ),

  defineCase(
    'RES-19',
    '2.2.6, 2.3.2',
    'MN',
    'leaves no error code or message in a normal result',
    {},
    async (scene) => {
      for (const { role, details } of await sweepServed(scene, await scene.open())) {
        equal(details.errorCode, undefined, `${role}: errorCode`);
        equal(details.errorMessage, undefined, `${role}: errorMessage`);
      }
    },
  ),

  defineCase(
    'RES-20',
    '2.2.10',
    'M',
    'has texts, numbers and booleans in the metadata, and nothing else',
    { closing: true },
    async (scene) => {
      await sweepAll(scene, await scene.open());
      for (const { key, details, caseId } of scene.journal.evaluations) {
        for (const [name, value] of Object.entries(details.flagMetadata as Readonly<Record<string, unknown>>)) {
          ok(
            ['string', 'number', 'boolean'].includes(typeof value),
            `${shown(key)} in ${caseId}: metadata ${name} is ${value === null ? 'null' : typeof value}`,
          );
        }
      }
    },
  ),

  defineCase(
    'RES-21',
    '2.2.9',
    'S',
    'gives the metadata of a flag with their types',
    { needs: ['metadata'] },
    async (scene) => {
      const { flagMetadata } = await expectServed(scene, await scene.open(), 'metadata-flag');
      for (const [name, value] of Object.entries({ string: '1.0.2', integer: 2, float: 0.1, boolean: true })) {
        equal(flagMetadata[name], value, `metadata ${name}`);
      }
    },
  ),

  defineCase('RES-22', '2.2.9', 'Q', 'bears it that metadata it has given away are frozen', {}, async (scene) => {
    const bound = await scene.open();
    const role = scene.adapter.absentFlags?.['metadata-flag'] === undefined ? 'metadata-flag' : 'boolean-flag';
    const first = await expectServed(scene, bound, role);
    const second = await expectServed(scene, bound, role);
    deepEqual({ ...second.flagMetadata }, { ...first.flagMetadata }, 'the metadata of two evaluations');
  }),

  defineCase('RES-23', '2.2.3', 'Q', 'serves the value whatever the default is', {}, async (scene) => {
    const bound = await scene.open();
    for (const role of ['boolean-flag', 'string-flag', 'integer-flag'] as const) {
      const { type } = flagOf(role);
      for (const odd of [null, undefined] as unknown[]) {
        const { value } = await bound.details(type, scene.key(role), odd as FlagValue);
        deepEqual(value, servedValue(role), `${role}: the value where the default is ${String(odd)}`);
      }
    }
  }),

  defineCase('RES-24', '1.3.4', 'M', 'gives a value of the type that was asked for', {}, async (scene) => {
    const bound = await scene.open();
    const roles: readonly HeldRole[] = [
      'boolean-flag',
      'string-flag',
      'integer-flag',
      'float-flag',
      'object-flag',
      'wrong-flag',
    ];
    for (const role of roles.filter((each) => scene.has('object') || flagOf(each).type !== 'object')) {
      for (const type of ['boolean', 'string', 'number', 'object'] as const) {
        const asked = type === flagOf(role).type ? otherThan(role) : otherThan(typical[type]);
        let details: ResolutionDetails<FlagValue>;
        try {
          details = await scene.direct(bound.provider, type, scene.key(role), asked);
        } catch {
          continue;
        }
        ok(
          details.errorCode !== undefined || isOfType(type, details.value),
          `${role} as ${type}: a ${typeof details.value} without an error`,
        );
      }
    }
  }),
];

const typical = {
  boolean: 'boolean-flag',
  string: 'string-flag',
  number: 'integer-flag',
  object: 'object-flag',
} as const;
