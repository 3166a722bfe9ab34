import { equal, ok, rejects } from '../judging/assert.js';
import { OpenFeature, ProviderEvents, type Provider } from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { codeOf, messageOf, pause, settle, within } from '../running/bounded.js';
import type { ProviderKind, Scene } from '../running/scene.js';
import { errorCodes, expectServed } from '../judging/values.js';

/** A start that cannot succeed has to be over by then, in milliseconds. */
const BOUND_MS = 10_000;

/** How a provider starts. */
export const initCases: readonly ConformanceCase[] = [
  defineCase('INIT-01', '1.1.2.4, 2.4.1', 'M', 'becomes READY in time, and serves then', {}, async (scene) => {
    const bound = await scene.open();
    equal(bound.status, 'READY', 'the status');
    await expectServed(scene, bound, 'boolean-flag');
  }),

  defineCase(
    'INIT-02',
    '2.4.2.1',
    'S',
    'gives up a start without a backend in time',
    { needs: ['lifecycle', 'unavailable'] },
    async (scene) => {
      const { status } = await failedStart(scene, 'unavailable');
      ok(['ERROR', 'FATAL'].includes(status), `the status is ${status}`);
    },
  ),

  defineCase(
    'INIT-03',
    '2.4.2.1',
    'S',
    'rejects a start without a backend with a coded error',
    { needs: ['lifecycle', 'unavailable'] },
    async (scene) => {
      const { error } = await failedStart(scene, 'unavailable');
      ok(error instanceof Error, 'what it rejects with is no Error');
      ok(errorCodes.has(codeOf(error)), `${String(codeOf(error))} is no error code`);
      ok(error.message !== '', 'the error has no message');
    },
  ),

  defineCase('INIT-04', '2.8.3', 'M', 'is FATAL while its credentials are bad', { needs: ['fatal'] }, async (scene) => {
    const { error, bound } = await failedStart(scene, 'forbidden');
    equal(codeOf(error), 'PROVIDER_FATAL', 'the code of the error');
    equal(bound.status, 'FATAL', 'the status');
    await pause(scene.times.quiet);
    equal(bound.status, 'FATAL', 'the status some time later');
    const details = await bound.details('boolean', scene.key('boolean-flag'), false);
    equal(details.errorCode, 'PROVIDER_FATAL', 'the code of an evaluation');
  }),

  defineCase(
    'INIT-05',
    '2.4.2.1',
    'Q',
    'gives up a start in time whose backend never answers',
    { needs: ['lifecycle', 'unavailable'] },
    async (scene) => {
      const { status } = await failedStart(scene, 'silent');
      ok(['ERROR', 'FATAL'].includes(status), `the status is ${status}`);
    },
  ),

  defineCase('INIT-06', 'JS', 'M', 'starts by a promise, and never throws at once', {}, async (scene) => {
    for (const kind of ['healthy', 'unavailable', 'forbidden'] as const) {
      if (kind === 'unavailable' && !scene.has('unavailable')) continue;
      if (kind === 'forbidden' && !scene.has('fatal')) continue;
      const provider = await scene.create(kind);
      if (provider.initialize === undefined) continue;
      let promise: unknown;
      try {
        promise = provider.initialize({});
      } catch (error) {
        throw new Error(`initialize threw at once: ${messageOf(error)}`, { cause: error });
      }
      ok(promise instanceof Promise, 'initialize gave no promise');
      await within('initialize', BOUND_MS + 1_000, promise.then(ignore, ignore));
    }
  }),

  defineCase('INIT-07', '2.4.1', 'M', 'takes any global context, and leaves it as it was', {}, async (scene) => {
    for (const context of [{ region: 'eu', nested: { a: 1 } }, undefined, Object.freeze({ region: 'eu' })]) {
      const provider = await scene.create();
      const before = JSON.stringify(context);
      await within('initialize', scene.times.ready, Promise.resolve(provider.initialize?.(context)));
      equal(JSON.stringify(context), before, 'the global context after the start');
      await within('onClose', scene.times.close, Promise.resolve(provider.onClose?.()));
    }
    OpenFeature.setContext({ region: 'eu' });
    await expectServed(scene, await scene.open(), 'boolean-flag');
  }),

  defineCase(
    'INIT-08',
    '2.4.1',
    'M',
    'serves two domains after one start',
    { unless: ['domain-scoped'] },
    async (scene) => {
      const provider = await scene.create();
      const starts = countStarts(provider);
      const first = await scene.bind(provider);
      const second = await scene.bind(provider);
      await expectServed(scene, first, 'boolean-flag');
      await expectServed(scene, second, 'boolean-flag');
      if (provider.initialize !== undefined) equal(starts(), 1, 'calls of initialize');
    },
  ),

  defineCase(
    'INIT-09',
    '2.4.4',
    'M',
    'is told its domain, and belongs to no second one',
    { needs: ['domain-scoped'] },
    async (scene) => {
      const provider = await scene.create();
      equal(provider.domainScoped, true, 'domainScoped');
      let told: unknown;
      const start = provider.initialize?.bind(provider);
      provider.initialize = async (context, domain) => {
        told = domain;
        await start?.(context, domain);
      };
      const bound = await scene.bind(provider);
      equal(told, bound.domain, 'the domain that initialize was told');
      const other = scene.place(provider);
      await rejects(
        async () => OpenFeature.setProviderAndWait(other.domain, provider),
        'a second domain was not refused',
      );
      await expectServed(scene, bound, 'boolean-flag');
    },
  ),

  defineCase('INIT-10', '2.4.1', 'Q', 'starts once, however often it is told to', {}, async (scene) => {
    const provider = await scene.create();
    const start = (): Promise<unknown> => Promise.resolve(provider.initialize?.({})).then(() => 'started', codeOf);
    scene.finally(() => Promise.all([provider.onClose?.(), provider.onClose?.(), provider.onClose?.()]));
    const outcomes = await within('initialize, twice at once', scene.times.ready, Promise.all([start(), start()]));
    outcomes.push(await within('initialize once more', scene.times.ready, start()));
    equal(outcomes.join(), 'started,started,started', 'the outcomes');
    const details = await scene.direct(provider, 'boolean', scene.key('boolean-flag'), false);
    equal(details.value, true, 'the value');
    if (!scene.has('configuration-change')) return;
    const heard = scene.hearProvider(provider);
    await scene.control('changeFlag');
    await heard.next(ProviderEvents.ConfigurationChanged, scene.times.event);
    await pause(scene.times.quiet);
    equal(heard.count(ProviderEvents.ConfigurationChanged), 1, 'events of one change');
  }),

  defineCase(
    'INIT-11',
    '2.8.2',
    'M',
    'is said to be READY once or twice, and not later than the start ends',
    { needs: ['lifecycle'] },
    async (scene) => {
      const { bound, started } = await scene.register(await scene.create());
      await within('the start', scene.times.ready, started);
      await settle();
      const count = bound.heard.count(ProviderEvents.Ready);
      ok(count === 1 || count === 2, `${count} READY events`);
      await pause(scene.times.quiet);
      equal(bound.heard.count(ProviderEvents.Ready), count, 'READY events some time later');
    },
  ),

  defineCase('INIT-12', '2.8.2', 'M', 'serves as soon as it is said to be READY', {}, async (scene) => {
    const provider = await scene.create();
    const { bound, started } = await scene.register(provider);
    const asked = new Promise<unknown>((resolve) => {
      let isAsked = false;
      const ask = (): void => {
        // One that says READY at each evaluation would never come to an end.
        if (isAsked) return;
        isAsked = true;
        resolve(scene.direct(provider, 'boolean', scene.key('boolean-flag'), false));
      };
      provider.events?.addHandler(ProviderEvents.Ready, ask);
      bound.client.addHandler(ProviderEvents.Ready, ask);
    });
    const details = (await within('an evaluation in the handler of READY', scene.times.ready, asked)) as {
      readonly value: unknown;
    };
    equal(details.value, true, 'the value in the handler of READY');
    await within('the start', scene.times.ready, started);
  }),

  defineCase(
    'INIT-13',
    '2.8.1',
    'M',
    'becomes READY by itself when its backend comes',
    { needs: ['lifecycle', 'unavailable'] },
    async (scene) => {
      if (!scene.can('restoreBackend')) await scene.control('restoreBackend');
      const { bound } = await failedStart(scene, 'unavailable');
      const from = bound.heard.events.length;
      await scene.control('restoreBackend');
      await bound.heard.next(ProviderEvents.Ready, scene.times.ready, from);
      equal(bound.status, 'READY', 'the status');
      await expectServed(scene, bound, 'boolean-flag');
    },
  ),

  defineCase('INIT-14', '', 'Q', 'starts from local data without a network', { needs: ['offline'] }, async (scene) => {
    const bound = await scene.bind(await scene.create('offline'));
    equal(bound.status, 'READY', 'the status');
    const { reason } = await expectServed(scene, bound, 'boolean-flag');
    ok(['STATIC', 'STALE', 'CACHED'].includes(String(reason)), `the reason is ${String(reason)}`);
  }),
];

/** Starts what cannot start, and gives how that ended. */
async function failedStart(scene: Scene, kind: ProviderKind) {
  const { bound, started } = await scene.register(await scene.create(kind));
  const began = performance.now();
  let error: unknown;
  let hasFailed = false;
  try {
    await within('the start', BOUND_MS + 500, started);
  } catch (thrown) {
    error = thrown;
    hasFailed = true;
  }
  ok(hasFailed, 'the start succeeded');
  if (error instanceof Error && error.name === 'TookTooLong') throw error;
  const took = performance.now() - began;
  ok(took <= BOUND_MS, `the start took ${Math.round(took)} ms`);
  return { bound, error, status: bound.status };
}

function countStarts(provider: Provider): () => number {
  let count = 0;
  const start = provider.initialize?.bind(provider);
  if (start !== undefined) {
    provider.initialize = (context, domain) => {
      count += 1;
      return start(context, domain);
    };
  }
  return () => count;
}

function ignore(): void {
  // How it ends is for other cases to judge.
}
