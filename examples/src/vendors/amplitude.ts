import { AmplitudeProvider } from '@polyflag/amplitude-provider';
import { AmplitudeEmulator } from '@polyflag/emulators';
import { patience, type Backend, type Vendor } from './vendor.js';

export const amplitude: Vendor = {
  name: 'Amplitude',
  variable: 'POLYFLAG_AMPLITUDE_KEY',
  real: (key) => new AmplitudeProvider(key, { ...patience, fetchTimeoutMillis: patience.initTimeoutMillis }),
  emulated,
};

/** The backend evaluates. */
async function emulated(): Promise<Backend> {
  const backend = new AmplitudeEmulator();
  await backend.start();
  backend.loadFlags([
    flag('new-checkout', ['on', 'off'], [segment('gold', 'on', is('user_properties', 'plan', 'gold')), others('off')]),
    flag(
      'layout',
      ['one-page', 'classic'],
      [segment('by name', 'one-page', is('user_id', 'example1')), others('classic')],
    ),
    flag('page-size', ['20'], [others('20')]),
    flag('banner', ['sale', 'news'], [half('sale'), others('news')]),
  ]);
  return {
    provider: new AmplitudeProvider('a deployment key', { analyticsApiKey: 'an API key', urls: backend.urls }),
    received: () => [
      ...backend.fetches.map(({ user }) => `fetch of all flags for ${String(user.user_id)}`),
      ...backend.exposures.map(({ user_id, event_properties }) => {
        const { '[Experiment] Flag Key': flagKey, '[Experiment] Variant': variant } = event_properties;
        return `exposure of ${String(flagKey)}: ${String(user_id)} ${String(variant)}`;
      }),
      ...backend.events
        .filter(({ event_properties }) => !('[Experiment] Flag Key' in event_properties))
        .map(({ event_type, user_id, revenue }) => `event ${event_type}: ${String(user_id)} ${String(revenue)}`),
    ],
    stop: () => backend.stop(),
  };
}

/** The variant `off` is for those who are not assigned. */
function flag(key: string, values: readonly string[], segments: readonly object[]) {
  const variants = Object.fromEntries(
    values.map((value) => [
      value,
      value === 'off' ? { key: 'off', metadata: { default: true } } : { key: value, value },
    ]),
  );
  return { key, variants, segments };
}

function segment(segmentName: string, variant: string, condition: object) {
  return { conditions: [[condition]], variant, metadata: { segmentName } };
}

function others(variant: string) {
  return { variant, metadata: { segmentName: 'All Other Users' } };
}

function is(...path: readonly string[]) {
  return { op: 'is', selector: ['context', 'user', ...path.slice(0, -1)], values: path.slice(-1) };
}

/** A half of the users, by their id. */
function half(variant: string) {
  const distributions = [{ variant, range: [0, 21_474_836] }];
  const bucket = {
    selector: ['context', 'user', 'user_id'],
    salt: 'banner',
    allocations: [{ range: [0, 100], distributions }],
  };
  return { bucket, metadata: { segmentName: 'half' } };
}
