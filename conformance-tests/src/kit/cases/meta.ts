import { deepEqual, equal, ok } from '../judging/assert.js';
import { OpenFeature, type Hook, type Provider } from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { settle, within } from '../running/bounded.js';
import { resolveDirectly } from '../running/direct.js';
import { callersDefault, types } from '../judging/values.js';

const emitterMethods = ['emit', 'addHandler', 'removeHandler', 'removeAllHandlers', 'getHandlers', 'setLogger'];
const stages = ['before', 'after', 'error', 'finally'] as const;

/** Shape and metadata of a provider. */
export const metaCases: readonly ConformanceCase[] = [
  defineCase('META-01', '2.1.1', 'M', 'has a name, the same for each instance', {}, async (scene) => {
    const names = [await scene.create(), await scene.create()].map(({ metadata }) => metadata.name as unknown);
    ok(typeof names[0] === 'string' && names[0] !== '', 'metadata.name is a text that is not empty');
    equal(names[1], names[0], 'the names of two instances');
  }),

  defineCase('META-02', '2.1.1', 'M', 'is called the same by client, hooks and events', {}, async (scene) => {
    const bound = await scene.open();
    const { name } = bound.provider.metadata;
    equal(bound.client.metadata.providerMetadata.name, name, 'client.metadata.providerMetadata.name');
    let inHook: unknown;
    bound.client.addHooks({ before: (hook) => void (inHook = hook.providerMetadata.name) });
    await bound.details('boolean', scene.key('boolean-flag'), false);
    equal(inHook, name, 'hookContext.providerMetadata.name');
    const ready = bound.heard.events[0];
    ok(ready, 'no event was heard');
    equal(ready.details['providerName'], name, 'providerName of an event');
  }),

  defineCase('META-03', '4.2.2.3', 'Q', 'keeps its name when a hook writes to the metadata', {}, async (scene) => {
    const bound = await scene.open();
    const before = bound.provider.metadata.name;
    const vandal: Hook = {
      before: ({ providerMetadata }) => {
        Reflect.set(providerMetadata, 'name', 'another');
      },
    };
    bound.client.addHooks(vandal);
    await bound.details('boolean', scene.key('boolean-flag'), false);
    equal(bound.provider.metadata.name, before, 'metadata.name after a hook wrote to it');
  }),

  defineCase(
    'META-04',
    '2.2.1, JS',
    'M',
    'resolves all four types by promises, and never throws at once',
    {},
    async (scene) => {
      const bound = await scene.open();
      for (const key of [scene.key('boolean-flag'), scene.key('missing-flag'), '']) {
        for (const type of types) {
          let promise: unknown;
          try {
            promise = resolveDirectly(bound.provider, type, key, callersDefault[type], scene.context);
          } catch (error) {
            throw new Error(`the resolve method for ${type} threw at once`, { cause: error });
          }
          ok(isPromise(promise), `the resolve method for ${type} gave no promise`);
          await within(`the resolution as ${type}`, scene.times.evaluation, promise.then(ignore, ignore));
        }
      }
    },
  ),

  defineCase('META-05', 'JS', 'M', 'runs on a server, and can be registered', {}, async (scene) => {
    const provider = await scene.create();
    ok([undefined, 'server'].includes(provider.runsOn), `runsOn is ${String(provider.runsOn)}`);
    const { domain } = scene.place(provider);
    OpenFeature.setProvider(domain, provider);
    equal(OpenFeature.getProvider(domain), provider, 'the provider of the domain');
  }),

  defineCase('META-06', '2.6.1', 'Q', 'has no member that is out of use, or for clients only', {}, async (scene) => {
    const provider = (await scene.create()) as Provider & { readonly onContextChanged?: unknown };
    ok(!('status' in provider), 'there is a member status');
    ok(provider.onContextChanged === undefined, 'there is a member onContextChanged');
  }),

  defineCase(
    'META-07',
    '2.3.1, 4.3.1',
    'M',
    'brings hooks that have a stage each, the same at each look',
    { needs: ['provider-hooks'] },
    async (scene) => {
      const provider = await scene.create();
      const { hooks } = provider;
      ok(Array.isArray(hooks), 'hooks is a list');
      for (const hook of hooks) {
        ok(
          stages.some((stage) => typeof hook[stage] === 'function'),
          'a hook has no stage',
        );
      }
      deepEqual(provider.hooks, hooks, 'hooks at a second look');
    },
  ),

  defineCase(
    'META-08',
    '5.1.1',
    'M',
    'has an emitter of events with all its methods',
    { needs: ['events'] },
    async (scene) => {
      const { events } = await scene.create();
      ok(typeof events === 'object', 'events is missing');
      const missing = emitterMethods.filter((name) => typeof (events as never)[name] !== 'function');
      deepEqual(missing, [], 'methods that events lacks');
    },
  ),

  defineCase(
    'META-09',
    '2.4.1',
    'S',
    'does nothing when it is made: no handle, timer or listener',
    {},
    async (scene) => {
      // What is made once for all of them is not held against one.
      await scene.create();
      await settle();
      const before = resources();
      for (let count = 0; count < 5; count++) await scene.create();
      await settle();
      deepEqual(resources(), before, 'active resources and process listeners, before and after');
    },
  ),
];

function resources(): Readonly<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    if (name !== 'Immediate' && name !== 'TTYWrap' && name !== 'PipeWrap') counted[name] = (counted[name] ?? 0) + 1;
  }
  for (const name of process.eventNames()) counted[`on ${String(name)}`] = process.listenerCount(name);
  return counted;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { readonly then?: unknown } | undefined)?.then === 'function';
}

function ignore(): void {
  // Whether it is right is for other cases to judge.
}
