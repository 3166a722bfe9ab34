import { FeatureFlagCoEmulator } from '@polyflag/emulators';
import { FeatureFlagCoProvider } from '@polyflag/featureflag-co-provider';
import { patience, type Backend, type Vendor } from './vendor.js';

export const featureFlagCo: Vendor = {
  name: 'featureflag.co',
  variable: 'POLYFLAG_FFC_SECRET',
  real: (secret) =>
    new FeatureFlagCoProvider(secret, {
      startWait: patience.initTimeoutMillis / 1_000,
      closeTimeoutMillis: patience.closeTimeoutMillis,
    }),
  emulated,
};

async function emulated(): Promise<Backend> {
  const backend = new FeatureFlagCoEmulator();
  await backend.start();
  const [no, yes] = options('false', 'true');
  const [classic, onePage] = options('classic', 'one-page');
  const [twenty] = options('20');
  const [news, sale] = options('news', 'sale');
  backend.load({
    featureFlags: [
      {
        ff: { keyName: 'new-checkout', variationOptionWhenDisabled: no },
        fftuwmtr: [
          {
            ruleId: 'gold',
            ruleName: 'gold',
            ruleJsonContent: [{ property: 'plan', operation: 'Equal', value: 'gold' }],
            valueOptionsVariationRuleValues: [{ rolloutPercentage: [0, 1], valueOption: yes }],
          },
        ],
        variationOptions: [no, yes],
      },
      {
        ff: { keyName: 'layout' },
        targetIndividuals: [{ individuals: [{ keyId: 'example1' }], valueOption: onePage }],
        variationOptions: [classic, onePage],
      },
      { ff: { keyName: 'page-size' }, variationOptions: [twenty] },
      {
        ff: {
          keyName: 'banner',
          defaultRulePercentageRollouts: [
            { rolloutPercentage: [0, 0.5], valueOption: sale },
            { rolloutPercentage: [0.5, 1], valueOption: news },
          ],
        },
        variationOptions: [news, sale],
      },
    ],
  });
  return {
    provider: new FeatureFlagCoProvider(backend.envSecret, { urls: backend.urls }),
    switchOff: () =>
      backend.putFlag({
        ff: { keyName: 'new-checkout', status: 'Disabled', variationOptionWhenDisabled: no },
        variationOptions: [no, yes],
      }),
    received: () => [
      ...backend.usageEvents.flatMap(({ user, userVariations }) =>
        userVariations.map(
          ({ featureFlagKeyName, variation }) =>
            `decision of ${featureFlagKeyName}: ${user.keyId} ${variation.variationValue}, ${variation.reason}`,
        ),
      ),
      ...backend.metricEvents.flatMap(({ user, metrics }) =>
        metrics.map(({ eventName, numericValue }) => `metric ${eventName}: ${user.keyId} ${String(numericValue)}`),
      ),
    ],
    stop: () => backend.stop(),
  };
}

/** The values of a flag, numbered from 1. */
function options<const Values extends readonly string[]>(...values: Values) {
  const all = values.map((variationValue, at) => ({ localId: at + 1, variationValue }));
  return all as { [At in keyof Values]: { readonly localId: number; readonly variationValue: string } };
}
