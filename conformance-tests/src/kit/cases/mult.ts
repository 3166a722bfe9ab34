import { deepEqual, equal } from '../judging/assert.js';
import { FirstSuccessfulStrategy, MultiProvider, TypedInMemoryProvider, ProviderEvents } from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { pause, within } from '../running/bounded.js';
import type { Scene } from '../running/scene.js';
import { expectServed } from '../judging/values.js';

const SECOND = 'only-in-the-second';

/** A provider among others. */
export const multCases: readonly ConformanceCase[] = [
  defineCase('MULT-01', '', 'Q', 'lets a MultiProvider go on to the next where it has no flag', {}, async (scene) => {
    const bound = await scene.bind(new MultiProvider([{ provider: await scene.create(), name: 'first' }, second()]));
    const details = await bound.details('string', SECOND, 'd');
    equal(details.value, 'second', 'the value of a flag that only the second has');
    await expectServed(scene, bound, 'boolean-flag');
  }),

  defineCase(
    'MULT-02',
    '',
    'Q',
    'lets a MultiProvider go on to the next while it is dead',
    { needs: ['unavailable'] },
    async (scene) => {
      const dead = { provider: await scene.create('unavailable'), name: 'first' };
      const multi = new MultiProvider([dead, second()], new FirstSuccessfulStrategy());
      const { bound, started } = await scene.register(multi);
      await within(
        'the start',
        scene.times.ready + 1_000,
        started.catch(() => undefined),
      );
      const details = await bound.details('string', SECOND, 'd');
      equal(details.value, 'second', 'the value of the second');
    },
  ),

  defineCase(
    'MULT-03',
    '',
    'Q',
    'has its changes told by a MultiProvider',
    { needs: ['configuration-change'] },
    async (scene) => {
      const inner = await scene.create();
      const bound = await scene.bind(new MultiProvider([{ provider: inner, name: 'first' }, second()]));
      const own = scene.hearProvider(inner);
      const from = bound.heard.events.length;
      await scene.control('changeFlag');
      const outer = await bound.heard.next(ProviderEvents.ConfigurationChanged, scene.times.event, from);
      const first = await own.next(ProviderEvents.ConfigurationChanged, scene.times.event);
      deepEqual(outer.details['flagsChanged'], first.details['flagsChanged'], 'flagsChanged');
    },
  ),

  defineCase('MULT-04', '1.1.3', 'M', 'shares nothing with another instance', {}, async (scene) => {
    const [one, other] = [await scene.open(), await scene.open()];
    await expectServed(scene, one, 'boolean-flag');
    await scene.retire(one);
    await pause(scene.times.quiet);
    await expectServed(scene, other, 'boolean-flag');
    equal(other.status, 'READY', 'the status of the other after one was closed');
    // One that cannot be closed goes on to say what its backend does.
    if (!scene.has('configuration-change') || one.provider.onClose === undefined) return;
    await changes(scene, one, other);
  }),
];

type Bound = Awaited<ReturnType<Scene['open']>>;

async function changes(scene: Scene, closed: Bound, open: Bound): Promise<void> {
  const heard = scene.hearProvider(closed.provider);
  const from = open.heard.events.length;
  await scene.control('changeFlag');
  await open.heard.next(ProviderEvents.ConfigurationChanged, scene.times.event, from);
  await expectServed(scene, open, 'changing-flag', 'bar');
  equal(heard.sequence().join(), '', 'events of the one that was closed');
}

function second(): { readonly provider: TypedInMemoryProvider; readonly name: string } {
  const flag = { variants: { on: 'second' }, defaultVariant: 'on', disabled: false } as const;
  return { provider: new TypedInMemoryProvider({ 'only-in-the-second': flag }), name: 'second' };
}
