import { deepEqual, equal, ok } from '../judging/assert.js';
import { ProviderEvents } from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { pause, within } from '../running/bounded.js';
import type { Bound } from '../running/bound.js';
import { Missing, type Scene } from '../running/scene.js';
import { errorCodes, expectServed } from '../judging/values.js';

const { Ready, Error: Failed, Stale, ConfigurationChanged: Changed } = ProviderEvents;

/** The statuses in which each event may be heard. */
const statuses: Readonly<Partial<Record<ProviderEvents, readonly string[]>>> = {
  [Ready]: ['READY'],
  [Failed]: ['ERROR', 'FATAL'],
  [Stale]: ['STALE'],
  [Changed]: ['READY', 'STALE', 'ERROR'],
};

/** What a provider tells. */
export const evtCases: readonly ConformanceCase[] = [
  defineCase(
    'EVT-01',
    '2.8.1',
    'M',
    'says READY once, not at each evaluation',
    { needs: ['events'] },
    async (scene) => {
      const bound = await scene.open();
      await pause(scene.times.quiet);
      const from = bound.heard.events.length;
      for (let time = 0; time < 100; time++) await bound.details('boolean', scene.key('boolean-flag'), false);
      await pause(scene.times.quiet);
      equal(bound.heard.count(Ready, from), 0, 'READY events after 100 evaluations');
    },
  ),

  defineCase(
    'EVT-02',
    '5.3.5',
    'M',
    'has the status of an event when the event is heard',
    { needs: ['events'], closing: true },
    async (scene) => {
      await exercise(scene);
      for (const { type, status, caseId } of scene.journal.events) {
        if (status === undefined) continue;
        ok(statuses[type]?.includes(status), `${caseId}: the status is ${status} when ${type} is heard`);
      }
    },
  ),

  defineCase(
    'EVT-03',
    '5.2.3',
    'M',
    'tells with each event whose it is',
    { needs: ['events'], closing: true },
    async (scene) => {
      await exercise(scene);
      for (const { type, details, domain, providerName, caseId } of scene.journal.events) {
        if (domain === undefined) continue;
        equal(details['providerName'], providerName, `${caseId}: providerName of ${type}`);
        equal(details['domain'], domain, `${caseId}: the domain of ${type}`);
      }
    },
  ),

  defineCase(
    'EVT-04',
    '5.1.1',
    'M',
    'says CONFIGURATION_CHANGED when a flag changes, and stays READY',
    { needs: ['configuration-change'] },
    async (scene) => {
      const bound = await scene.open();
      await change(scene, bound);
      equal(bound.status, 'READY', 'the status');
    },
  ),

  defineCase(
    'EVT-05',
    '5.1.1',
    'M',
    'serves the new value when it says that there is one',
    { needs: ['configuration-change'] },
    async (scene) => {
      const bound = await scene.open();
      await expectServed(scene, bound, 'changing-flag', 'foo');
      const asked = new Promise<unknown>((resolve) => {
        bound.client.addHandler(Changed, () => {
          resolve(scene.direct(bound.provider, 'string', scene.key('changing-flag'), 'd'));
        });
      });
      await scene.control('changeFlag');
      const details = (await within(`the event ${Changed}`, scene.times.event, asked)) as { readonly value: unknown };
      equal(details.value, 'bar', 'the value in the handler');
    },
  ),

  defineCase(
    'EVT-06',
    '5.1.1',
    'S',
    'names the flag that changed, and no other',
    { needs: ['flags-changed'] },
    async (scene) => {
      const bound = await scene.open();
      deepEqual(await change(scene, bound), [scene.key('changing-flag')], 'flagsChanged');
    },
  ),

  defineCase(
    'EVT-07',
    '5.1.1',
    'S',
    'names flags that were added or removed',
    { needs: ['flags-changed'] },
    async (scene) => {
      const bound = await scene.open();
      for (const member of ['addFlag', 'removeFlag'] as const) {
        const from = bound.heard.events.length;
        await scene.control(member);
        const { details } = await bound.heard.next(Changed, scene.times.event, from);
        const flagsChanged = details['flagsChanged'] as readonly string[] | undefined;
        ok(flagsChanged?.includes(scene.key('added-flag')), `flagsChanged lacks the flag after ${member}`);
      }
    },
  ),

  defineCase(
    'EVT-08',
    '5.1.1',
    'S',
    'says nothing where nothing changed',
    { needs: ['configuration-change'] },
    async (scene) => {
      const bound = await scene.open();
      await pause(scene.times.quiet);
      const from = bound.heard.events.length;
      await scene.control('touch');
      await pause(scene.times.quiet);
      equal(bound.heard.count(Changed, from), 0, 'events without a change');
    },
  ),

  defineCase(
    'EVT-09',
    '2.8.1',
    'M',
    'says STALE when its backend is gone, and goes on serving',
    { needs: ['stale'] },
    async (scene) => {
      const bound = await broken(scene);
      equal(bound.status, 'STALE', 'the status');
      await expectServed(scene, bound, 'boolean-flag');
    },
  ),

  defineCase('EVT-10', '2.8.1', 'M', 'says ERROR at most once after STALE', { needs: ['stale'] }, async (scene) => {
    const bound = await broken(scene);
    const from = bound.heard.events.length;
    if (scene.times.grace > 0) await bound.heard.next(Failed, scene.times.grace, from);
    await pause(scene.times.quiet);
    const after = bound.heard.sequence(from);
    ok(after.length <= 1 && after.every((type) => type === Failed), `after STALE: ${after.join(', ')}`);
    const details = await bound.details('boolean', scene.key('boolean-flag'), false);
    ok(details.value === true || errorCodes.has(details.errorCode), 'neither the last value nor a coded error');
  }),

  defineCase(
    'EVT-11',
    '2.8.1',
    'M',
    'says READY when its backend is back, and serves what changed meanwhile',
    { needs: ['stale'] },
    async (scene) => {
      const bound = await broken(scene);
      if (scene.can('changeFlag')) await scene.control('changeFlag');
      const from = bound.heard.events.length;
      await scene.control('restoreBackend');
      await bound.heard.next(Ready, scene.times.event, from);
      equal(bound.status, 'READY', 'the status');
      if (!scene.can('changeFlag')) return;
      if (bound.heard.count(Changed, from) === 0) await bound.heard.next(Changed, scene.times.event, from);
      await expectServed(scene, bound, 'changing-flag', 'bar');
    },
  ),

  defineCase(
    'EVT-12',
    '2.8.1',
    'M',
    'says STALE and READY in turn, five times over',
    { needs: ['stale'] },
    async (scene) => {
      const bound = await scene.open();
      scene.finally(() => scene.control('restoreBackend'));
      await pause(scene.times.quiet);
      const from = bound.heard.events.length;
      for (let time = 0; time < 5; time++) {
        for (const [member, type] of [
          ['breakBackend', Stale],
          ['restoreBackend', Ready],
        ] as const) {
          const at = bound.heard.events.length;
          await scene.control(member);
          await bound.heard.next(type, scene.times.event, at);
        }
      }
      await pause(scene.times.quiet);
      const told = bound.heard.sequence(from).filter((type) => type !== Changed && type !== Failed);
      deepEqual(
        told,
        Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? Stale : Ready)),
        'the events in order',
      );
    },
  ),

  defineCase(
    'EVT-13',
    '5.1.4, 5.1.5',
    'S',
    'gives its own ERROR events a message and a code',
    { needs: ['events'], closing: true },
    async (scene) => {
      if (scene.has('stale') && scene.times.grace > 0) {
        const bound = await scene.open();
        const heard = scene.hearProvider(bound.provider);
        scene.finally(() => scene.control('restoreBackend'));
        await scene.control('breakBackend');
        await heard.next(Failed, scene.times.event + scene.times.grace);
      }
      const own = scene.journal.events.filter(({ type, status }) => type === Failed && status === undefined);
      if (own.length === 0) throw new Missing('an ERROR event of its own');
      for (const { details, caseId } of own) {
        ok(typeof details['message'] === 'string' && details['message'] !== '', `${caseId}: ERROR has no message`);
        ok(errorCodes.has(details['errorCode']), `${caseId}: ${String(details['errorCode'])} is no error code`);
      }
    },
  ),

  // The decisions of this kit's home make it a SHOULD: what has served once may go on serving.
  defineCase(
    'EVT-14',
    '2.8.1',
    'S',
    'becomes FATAL when its credentials are revoked',
    { needs: ['fatal', 'events'] },
    async (scene) => {
      const bound = await scene.open();
      const from = bound.heard.events.length;
      await scene.control('revokeCredentials');
      const { details } = await bound.heard.next(Failed, scene.times.event + scene.times.grace, from);
      equal(details['errorCode'], 'PROVIDER_FATAL', 'errorCode of the event');
      equal(bound.status, 'FATAL', 'the status');
    },
  ),

  defineCase('EVT-15', '5.3.3', 'M', 'is heard by those who come late', { needs: ['events'] }, async (scene) => {
    await hearsLate(scene, await scene.open(), Ready);
    if (scene.has('stale')) {
      await hearsLate(scene, await broken(scene), Stale);
      await scene.control('restoreBackend');
    }
    if (scene.has('lifecycle') && scene.has('unavailable')) {
      const { bound, started } = await scene.register(await scene.create('unavailable'));
      await within(
        'the start',
        scene.times.ready + 1_000,
        started.catch(() => undefined),
      );
      await hearsLate(scene, bound, Failed);
    }
  }),

  defineCase(
    'EVT-16',
    '5.2.5',
    'M',
    'is heard by the second although the first throws',
    { needs: ['events', 'configuration-change'] },
    async (scene) => {
      const bound = await scene.open();
      bound.client.addHandler(Changed, () => {
        throw new Error('a handler that throws');
      });
      const second = new Promise<void>((resolve) => {
        bound.client.addHandler(Changed, () => {
          resolve();
        });
      });
      await scene.control('changeFlag');
      await within('the second handler', scene.times.event, second);
      await expectServed(scene, bound, 'changing-flag', 'bar');
    },
  ),

  defineCase(
    'EVT-17',
    '5.1.1',
    'Q',
    'bears a handler that evaluates, and one that closes',
    { needs: ['events', 'configuration-change'] },
    async (scene) => {
      const bound = await scene.open();
      let calls = 0;
      const done = new Promise<unknown>((resolve) => {
        bound.client.addHandler(Changed, () => {
          calls += 1;
          const asked = scene.direct(bound.provider, 'boolean', scene.key('boolean-flag'), false);
          resolve(Promise.all([asked, bound.provider.onClose?.()]));
        });
      });
      await scene.control('changeFlag');
      await within('what the handler does', scene.times.event + scene.times.close, done);
      await pause(scene.times.quiet);
      equal(calls, 1, 'calls of the handler');
    },
  ),

  defineCase(
    'EVT-18',
    '5.1.1',
    'M',
    'has flat metadata and texts for flags in each event',
    { needs: ['events'], closing: true },
    async (scene) => {
      await exercise(scene);
      for (const { type, details, caseId } of scene.journal.events) {
        const { metadata = {}, flagsChanged = [] } = details;
        for (const [name, value] of Object.entries(metadata as object)) {
          ok(
            ['string', 'number', 'boolean'].includes(typeof value),
            `${caseId}: metadata ${name} of ${type} is ${typeof value}`,
          );
        }
        ok(Array.isArray(flagsChanged), `${caseId}: flagsChanged of ${type} is no list`);
        ok(
          flagsChanged.every((key) => typeof key === 'string'),
          `${caseId}: flagsChanged of ${type} holds other than texts`,
        );
        equal(
          new Set(flagsChanged).size,
          flagsChanged.length,
          `${caseId}: flagsChanged of ${type} holds something twice`,
        );
      }
    },
  ),

  defineCase(
    'EVT-19',
    '5.1.1',
    'Q',
    'keeps the last flags when what comes cannot be read',
    { needs: ['configuration-change'] },
    async (scene) => {
      const bound = await scene.open();
      await scene.control('malform');
      await pause(scene.times.quiet);
      await expectServed(scene, bound, 'boolean-flag');
      const at = bound.heard.events.find(({ type }) => type === Failed);
      ok(at === undefined || errorCodes.has(at.details['errorCode']), 'an ERROR event without a code');
    },
  ),
];

/** Changes the flag, and gives what the event names. */
async function change(scene: Scene, bound: Bound): Promise<unknown> {
  const from = bound.heard.events.length;
  await scene.control('changeFlag');
  const { details } = await bound.heard.next(Changed, scene.times.event, from);
  return details['flagsChanged'];
}

/** A provider that is STALE. Its backend comes back after the case. */
async function broken(scene: Scene): Promise<Bound> {
  const bound = await scene.open();
  scene.finally(() => scene.control('restoreBackend'));
  await scene.control('breakBackend');
  await bound.heard.next(Stale, scene.times.event);
  return bound;
}

/** Makes some events, for the cases that judge those of the whole run. */
async function exercise(scene: Scene): Promise<void> {
  const bound = await scene.open();
  scene.hearProvider(bound.provider);
  if (scene.has('configuration-change')) await change(scene, bound);
}

async function hearsLate(scene: Scene, bound: Bound, type: ProviderEvents): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    bound.client.addHandler(type, () => {
      resolve();
    });
  });
  await within(`a late handler of ${type}`, scene.times.quiet, heard);
}
