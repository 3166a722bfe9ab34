import { equal, ok } from '../judging/assert.js';
import { OpenFeature, ProviderEvents, type Provider } from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { pause, settle, within } from '../running/bounded.js';
import { runChild } from '../running/child.js';
import { Missing, type Scene } from '../running/scene.js';
import { expectServed } from '../judging/values.js';

const CYCLES = 50;

/** How a provider ends. */
export const closeCases: readonly ConformanceCase[] = [
  defineCase('CLOSE-01', '2.5.1', 'S', 'closes in time', {}, async (scene) => {
    const { provider } = await scene.open();
    await close(scene, provider);
  }),

  defineCase('CLOSE-02', '2.5.3', 'S', 'can be closed again, one after another and at once', {}, async (scene) => {
    const { provider } = await scene.open();
    for (let time = 0; time < 3; time++) await close(scene, provider);
    const { provider: other } = await scene.open();
    await Promise.all([close(scene, other), close(scene, other), close(scene, other)]);
  }),

  defineCase('CLOSE-03', '2.5.3', 'S', 'can be closed without having started', {}, async (scene) => {
    await close(scene, await scene.create());
    if (!scene.has('unavailable')) return;
    const provider = await scene.create('unavailable');
    const start = Promise.resolve(provider.initialize?.({}));
    await within(
      'the start',
      scene.times.ready + 1_000,
      start.catch(() => undefined),
    );
    await close(scene, provider);
  }),

  defineCase('CLOSE-04', '2.5.2', 'S', 'can be closed while it starts, and is not READY later', {}, async (scene) => {
    const provider = await scene.create();
    const heard = scene.hearProvider(provider);
    const start = Promise.resolve(provider.initialize?.({}));
    const settled = start.then(
      () => undefined,
      () => undefined,
    );
    const closed = close(scene, provider);
    await closed;
    await within('initialize, after onClose', scene.times.ready, settled);
    const from = heard.events.length;
    await pause(scene.times.quiet);
    equal(heard.count(ProviderEvents.Ready, from), 0, 'READY events after onClose');
  }),

  defineCase(
    'CLOSE-05',
    '2.5.2',
    'S',
    'closes in time although its backend is gone',
    { needs: ['unavailable'] },
    async (scene) => {
      if (scene.can('breakBackend')) {
        const { provider } = await scene.open();
        scene.finally(() => scene.control('restoreBackend'));
        await scene.control('breakBackend');
        await close(scene, provider);
        return;
      }
      const provider = await scene.create('unavailable');
      await within(
        'the start',
        scene.times.ready + 1_000,
        Promise.resolve(provider.initialize?.({})).catch(() => undefined),
      );
      await close(scene, provider);
    },
  ),

  defineCase(
    'CLOSE-06',
    '2.5.2',
    'S',
    'can be started again after it was closed',
    { needs: ['reinitialization'] },
    async (scene) => {
      const first = await scene.open();
      const { provider } = first;
      await scene.retire(first);
      const bound = await scene.bind(provider);
      equal(bound.status, 'READY', 'the status');
      await expectServed(scene, bound, 'boolean-flag');
      if (!scene.has('configuration-change')) return;
      const from = bound.heard.events.length;
      await scene.control('changeFlag');
      await bound.heard.next(ProviderEvents.ConfigurationChanged, scene.times.event, from);
      await expectServed(scene, bound, 'changing-flag', 'bar');
    },
  ),

  defineCase(
    'CLOSE-07',
    '2.5.2',
    'S',
    'says nothing more after it was closed',
    { needs: ['events'] },
    async (scene) => {
      const { provider } = await scene.open();
      if (provider.onClose === undefined) throw new Missing('onClose of the provider');
      await close(scene, provider);
      const heard = scene.hearProvider(provider);
      if (scene.can('changeFlag')) await scene.control('changeFlag');
      await pause(scene.times.quiet);
      equal(heard.sequence().join(), '', 'events after onClose');
    },
  ),

  defineCase('CLOSE-08', '2.5.1', 'Q', 'lets its process end', {}, async (scene) => {
    const module = scene.require('module');
    const { endedAfterMs, output } = await runChild(module, scene.times.case / 2);
    ok(endedAfterMs !== undefined, `the process did not close: ${output}`);
    ok(endedAfterMs <= 1_000, `the process went on for ${Math.round(endedAfterMs)} ms after everything was closed`);
  }),

  defineCase(
    'CLOSE-09',
    '2.5.1',
    'Q',
    `leaves nothing behind when it comes and goes ${CYCLES} times`,
    {},
    async (scene) => {
      const warnings: string[] = [];
      const listen = (warning: Error): void => void warnings.push(warning.name);
      process.on('warning', listen);
      scene.finally(() => process.off('warning', listen));
      for (let warm = 0; warm < 3; warm++) await cycle(scene);
      const before = held();
      for (let count = 0; count < CYCLES; count++) await cycle(scene);
      // The other end of a connection may take a moment.
      for (let wait = 0; wait < 20 && grown(before) !== undefined; wait++) await pause(100);
      equal(grown(before), undefined, `what there is more of after ${CYCLES} cycles`);
      equal(
        warnings.filter((name) => name === 'MaxListenersExceededWarning').length,
        0,
        'warnings of too many listeners',
      );
    },
  ),

  defineCase('CLOSE-10', '2.5.1', 'Q', 'leaves a client open that it was handed', {}, async (scene) => {
    const sharing = await scene.ask('createSharingProvider', scene.require('createSharingProvider'));
    scene.finally(() => sharing.close());
    scene.adopt(sharing.provider, 'createSharingProvider');
    await expectServed(scene, await scene.bind(sharing.provider), 'boolean-flag');
    await close(scene, sharing.provider);
    ok(await sharing.works(), 'the client that was handed over no longer works');
  }),

  defineCase('CLOSE-11', '1.1.2.3, JS', 'M', 'gives way to another instance', {}, async (scene) => {
    const { provider, domain, client } = await scene.open();
    let closes = 0;
    const end = provider.onClose?.bind(provider);
    if (end !== undefined) {
      provider.onClose = () => {
        closes += 1;
        return end();
      };
    }
    await within('setProviderAndWait', scene.times.ready, OpenFeature.setProviderAndWait(domain, await scene.create()));
    await settle();
    if (end !== undefined) equal(closes, 1, 'calls of onClose');
    equal(
      await client.getBooleanValue(scene.key('boolean-flag'), false, scene.context),
      true,
      'the value of the new one',
    );
  }),
];

async function close(scene: Scene, provider: Provider): Promise<void> {
  await within('onClose', scene.times.close, Promise.resolve(provider.onClose?.()));
}

async function cycle(scene: Scene): Promise<void> {
  const provider = await scene.create();
  await within('initialize', scene.times.ready, Promise.resolve(provider.initialize?.({})));
  await close(scene, provider);
}

/** What the process holds. */
function held(): Readonly<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counted[name] = (counted[name] ?? 0) + 1;
  for (const name of process.eventNames()) counted[`on ${String(name)}`] = process.listenerCount(name);
  return counted;
}

/** What there is so much more of that cycles must have left it behind; `undefined`: nothing. */
function grown(before: Readonly<Record<string, number>>): string | undefined {
  const more = Object.entries(held()).filter(([name, count]) => count - (before[name] ?? 0) >= CYCLES / 2);
  return more.length === 0
    ? undefined
    : more.map(([name, count]) => `${name}: ${before[name] ?? 0} → ${count}`).join(', ');
}
