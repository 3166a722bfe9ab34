import { SplitEmulator } from '@polyflag/emulators';
import { SplitProvider } from '@polyflag/split-provider';
import { patience, type Backend, type Vendor } from './vendor.js';

export const split: Vendor = {
  name: 'Split',
  variable: 'POLYFLAG_SPLIT_KEY',
  real: (key) => new SplitProvider(key, patience),
  emulated,
};

async function emulated(): Promise<Backend> {
  const backend = new SplitEmulator();
  await backend.start();
  backend.load({
    flags: [
      flag('new-checkout', 'off', [
        condition('gold', { attribute: 'plan', whitelist: ['gold'] }, { on: 100 }),
        condition('all others', undefined, { off: 100 }),
      ]),
      flag('layout', 'classic', [
        condition('by name', { attribute: null, whitelist: ['example1'] }, { 'one-page': 100 }),
        condition('all others', undefined, { classic: 100 }),
      ]),
      flag('page-size', '10', [condition('everybody', undefined, { 20: 100 })]),
      flag('banner', 'news', [condition('everybody', undefined, { sale: 50, news: 50 })]),
    ],
  });
  return {
    provider: new SplitProvider('an SDK key', { urls: backend.urls }),
    async switchOff() {
      await backend.received('/sse');
      backend.killFlag('new-checkout', 'off');
    },
    received: () => [
      ...backend.impressions.map(({ f, k, t, r }) => `impression of ${f}: ${k} ${t} "${r ?? ''}"`),
      ...backend.events.map(({ eventTypeId, key, value }) => `event ${eventTypeId}: ${key} ${String(value)}`),
    ],
    stop: () => backend.stop(),
  };
}

function flag(name: string, defaultTreatment: string, conditions: readonly ReturnType<typeof condition>[]) {
  return { name, defaultTreatment, seed: 7, trafficTypeName: 'user', conditions };
}

/** Without a list it holds for everybody; `sizes` are percentages. */
function condition(
  label: string,
  list: { readonly attribute: string | null; readonly whitelist: readonly string[] } | undefined,
  sizes: Readonly<Record<string, number>>,
) {
  const matcher =
    list === undefined
      ? { matcherType: 'ALL_KEYS' }
      : {
          matcherType: 'WHITELIST',
          keySelector: { trafficType: 'user', attribute: list.attribute },
          whitelistMatcherData: { whitelist: list.whitelist },
        };
  const partitions = Object.entries(sizes).map(([treatment, size]) => ({ treatment, size }));
  return { label, matcherGroup: { combiner: 'AND' as const, matchers: [matcher] }, partitions };
}
