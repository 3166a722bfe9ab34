import { ok } from '../judging/assert.js';
import { ProviderEvents } from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { shown } from '../running/bound.js';
import { within } from '../running/bounded.js';
import { callersDefault, errorCodes, expectServed, judgeDefaulted, judgeRefused, types } from '../judging/values.js';

const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const odd = ['', 'a/b', 'a b', 'ключ', '%2F', 'x'.repeat(10_000)];

/** Flags that are not there. */
export const missCases: readonly ConformanceCase[] = [
  ...types.map((type, index) =>
    defineCase(
      `MISS-0${index + 1}`,
      '2.2.7',
      'M',
      `says FLAG_NOT_FOUND of a missing ${type} flag`,
      {},
      async (scene) => {
        const bound = await scene.open();
        const details = await bound.details(type, scene.key('missing-flag'), callersDefault[type]);
        judgeRefused(details, ['FLAG_NOT_FOUND'], callersDefault[type], `a missing flag as ${type}`);
      },
    ),
  ),

  defineCase('MISS-05', '2.2.7', 'M', 'has no flag by the name of something inherited', {}, async (scene) => {
    const bound = await scene.open();
    for (const key of inherited) {
      for (const type of types) {
        const details = await bound.details(type, key, callersDefault[type]);
        judgeRefused(details, ['FLAG_NOT_FOUND'], callersDefault[type], `${key} as ${type}`);
      }
    }
  }),

  defineCase('MISS-06', '2.2.7', 'M', 'serves no other flag for an odd key', {}, async (scene) => {
    const bound = await scene.open();
    for (const key of odd) {
      const details = await bound.details('string', key, callersDefault.string);
      ok(errorCodes.has(details.errorCode), `${shown(key)}: ${details.errorCode as string} is no error code`);
      judgeDefaulted(details, callersDefault.string, shown(key));
    }
  }),

  defineCase(
    'MISS-07',
    '2.2.7',
    'M',
    'says FLAG_NOT_FOUND of a flag that was removed',
    { needs: ['flags-changed'] },
    async (scene) => {
      await scene.control('addFlag');
      const bound = await scene.open();
      await expectServed(scene, bound, 'added-flag');
      const from = bound.heard.events.length;
      await scene.control('removeFlag');
      await bound.heard.next(ProviderEvents.ConfigurationChanged, scene.times.event, from);
      const details = await bound.details('string', scene.key('added-flag'), callersDefault.string);
      judgeRefused(details, ['FLAG_NOT_FOUND'], callersDefault.string, 'a flag that was removed');
    },
  ),

  defineCase(
    'MISS-08',
    '2.2.7',
    'S',
    'claims no absence while it knows nothing',
    { needs: ['unavailable'] },
    async (scene) => {
      const { bound, started } = await scene.register(await scene.create('unavailable'));
      await within(
        'the start',
        scene.times.ready + 1_000,
        started.catch(() => undefined),
      );
      const details = await bound.details('string', scene.key('missing-flag'), callersDefault.string);
      ok(details.errorCode !== undefined, 'there is no error');
      ok((details.errorCode as string) !== 'FLAG_NOT_FOUND', 'FLAG_NOT_FOUND without having any flags');
    },
  ),
];
