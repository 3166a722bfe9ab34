import { deepEqual, equal, ok } from '../judging/assert.js';
import type { TrackingEventDetails } from '@openfeature/core';
import { OpenFeature } from '@openfeature/server-sdk';
import type { TrackedEvent } from '../adapter.js';
import { defineCase, type ConformanceCase } from '../case.js';
import { within } from '../running/bounded.js';
import type { Bound } from '../running/bound.js';
import type { Scene } from '../running/scene.js';

const fields = { text: 'red', yes: true, count: 3, nested: { a: [1, { b: 'c' }] }, list: ['x', 'y'] };

/** Tracked events. */
export const trkCases: readonly ConformanceCase[] = [
  defineCase(
    'TRK-01',
    '6.1.1.1, 2.7.1',
    'M',
    'reports name, targeting key and value',
    { needs: ['tracking'] },
    async (scene) => {
      const bound = await scene.open();
      bound.client.track('purchase', scene.context, { value: 9.5 });
      const event = the(await reported(scene, bound), 'purchase');
      equal(event.targetingKey, scene.context.targetingKey, 'the targeting key');
      equal(event.value, 9.5, 'the value');
    },
  ),

  defineCase(
    'TRK-02',
    '6.2.2',
    'M',
    'reports every field, with a value and without',
    { needs: ['tracking'] },
    async (scene) => {
      const bound = await scene.open();
      bound.client.track('valued', scene.context, { value: 1.5, ...fields });
      bound.client.track('plain', scene.context, fields);
      const events = await reported(scene, bound);
      for (const name of ['valued', 'plain']) {
        const event = the(events, name);
        // A backend that has no nested values may hold their JSON text: nothing of it is lost.
        const found = Object.fromEntries(
          Object.entries(fields).map(([field, sent]) => [field, unwrapped(event.fields[field], sent)]),
        );
        deepEqual(found, fields, `the fields of ${name}`);
      }
    },
  ),

  defineCase(
    'TRK-03',
    '6.1.3',
    'M',
    'reports for the context of the call, else of the client, else of the API',
    { needs: ['tracking'] },
    async (scene) => {
      const bound = await scene.open();
      OpenFeature.setContext({ ...scene.context, targetingKey: 'of-the-api' });
      bound.client.track('first');
      bound.client.setContext({ targetingKey: 'of-the-client' });
      bound.client.track('second');
      bound.client.track('third', { targetingKey: 'of-the-call' });
      const events = await reported(scene, bound);
      deepEqual(
        ['first', 'second', 'third'].map((name) => the(events, name).targetingKey),
        ['of-the-api', 'of-the-client', 'of-the-call'],
        'the targeting keys',
      );
    },
  ),

  defineCase('TRK-04', '2.7.1', 'M', 'bears odd events, and reports 0 as 0', { needs: ['tracking'] }, async (scene) => {
    const bound = await scene.open();
    const { provider, client } = bound;
    for (const value of [Number.NaN, -1, Number.POSITIVE_INFINITY]) client.track('odd', scene.context, { value });
    client.track('bare');
    client.track('', scene.context);
    client.track('keyless', {}, { value: 1 });
    provider.track?.('direct', undefined as never, undefined as never);
    provider.track?.('odd', scene.context, { value: 'text' as never, cyclic: cycle() as never });
    client.track('zero', scene.context, { value: 0 });
    equal(the(await reported(scene, bound), 'zero').value, 0, 'the value 0');
  }),

  defineCase('TRK-05', '2.7.1', 'M', 'returns nothing, at once', { needs: ['tracking'] }, async (scene) => {
    const { provider } = await scene.open();
    const track = provider.track?.bind(provider) as ((...all: unknown[]) => unknown) | undefined;
    equal(track?.('purchase', scene.context, { value: 1 }), undefined, 'what track returns');
  }),

  defineCase(
    'TRK-06',
    '2.7.1',
    'M',
    'has delivered everything when it is closed',
    { needs: ['tracking'] },
    async (scene) => {
      const bound = await scene.open();
      for (let index = 0; index < 500; index++) bound.client.track('many', scene.context, { value: index + 1 });
      const events = (await reported(scene, bound)).filter(({ name }) => name === 'many');
      equal(events.length, 500, 'events that were delivered');
      equal(new Set(events.map(({ value }) => value)).size, 500, 'different values among them');
    },
  ),

  defineCase(
    'TRK-07',
    '2.7.1',
    'M',
    'bears a dead backend, and closes in time',
    { needs: ['tracking', 'unavailable'] },
    async (scene) => {
      const bound = await scene.open();
      if (scene.can('breakBackend')) {
        scene.finally(() => scene.control('restoreBackend'));
        await scene.control('breakBackend');
      }
      for (let index = 0; index < 20_000; index++) bound.client.track('lost', scene.context, { value: index + 1 });
      await within('onClose', scene.times.close, Promise.resolve(bound.provider.onClose?.()));
    },
  ),

  defineCase(
    'TRK-08',
    '2.7.1',
    'Q',
    'reports details as they were when it was told',
    { needs: ['tracking'] },
    async (scene) => {
      const bound = await scene.open();
      const details: TrackingEventDetails = { value: 1, text: 'then' };
      bound.client.track('kept', scene.context, details);
      details.value = 2;
      Reflect.set(details, 'text', 'now');
      const event = the(await reported(scene, bound), 'kept');
      equal(event.value, 1, 'the value');
      // Whether there is a place for fields is for TRK-02 to judge.
      if ('text' in event.fields) equal(event.fields['text'], 'then', 'the field');
    },
  ),

  defineCase(
    'TRK-09',
    '6.1.4',
    'M',
    'leaves tracking to nobody where it has none',
    { unless: ['tracking'] },
    async (scene) => {
      const { client } = await scene.open();
      const track: (name: string) => unknown = client.track.bind(client);
      equal(track('purchase'), undefined, 'what track returns');
    },
  ),
];

/** Closes the provider, and gives what the backend has received by then. */
async function reported(scene: Scene, { provider }: Bound): Promise<readonly TrackedEvent[]> {
  await within('onClose', scene.times.close, Promise.resolve(provider.onClose?.()));
  return scene.control('trackedEvents');
}

function the(events: readonly TrackedEvent[], wanted: string): TrackedEvent {
  const found = events.filter(({ name }) => name === wanted);
  const [event] = found;
  ok(event !== undefined && found.length === 1, `${found.length} events ${wanted} were delivered`);
  return event;
}

function unwrapped(found: unknown, sent: unknown): unknown {
  if (typeof sent !== 'object' || typeof found !== 'string') return found;
  try {
    return JSON.parse(found) as unknown;
  } catch {
    return found;
  }
}

function cycle(): object {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  return cyclic;
}
