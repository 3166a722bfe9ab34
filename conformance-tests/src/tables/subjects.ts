import { amplitudeLocalAdapter } from '../adapters/amplitude/local.js';
import { amplitudeAdapter } from '../adapters/amplitude/remote.js';
import { featureFlagCoAdapter } from '../adapters/featureflag-co/featureflag-co.js';
import { envVarAdapter } from '../adapters/env-var.js';
import { flagdAdapter } from '../adapters/flagd/flagd.js';
import { hackleAdapter } from '../adapters/hackle/hackle.js';
import { inMemoryAdapter } from '../adapters/in-memory.js';
import { launchDarklyAdapter } from '../adapters/launchdarkly/launchdarkly.js';
import { multiAdapter } from '../adapters/multi.js';
import { splitAdapter } from '../adapters/split/split.js';
import type { ProviderAdapter } from '../kit/adapter.js';
import { referenceAdapter } from '../reference/adapter.js';

/** A column of the table. */
export interface Subject {
  readonly column: string;
  readonly about: string;
  readonly isOurs: boolean;
  /** What is measured, where it is not of this repository. Results hold for its versions. */
  readonly packages?: readonly string[];
  readonly adapter: () => ProviderAdapter;
}

/** Everybody whom the table is about. */
export const subjects: readonly Subject[] = [
  { column: 'Split', about: '`@polyflag/split-provider` on its emulator', isOurs: true, adapter: splitAdapter },
  { column: 'Hackle', about: '`@polyflag/hackle-provider` on its emulator', isOurs: true, adapter: hackleAdapter },
  {
    column: 'featureflag.co',
    about: '`@polyflag/featureflag-co-provider` on its emulator',
    isOurs: true,
    adapter: featureFlagCoAdapter,
  },
  {
    column: 'Amplitude',
    about: '`@polyflag/amplitude-provider` on its emulator, which evaluates',
    isOurs: true,
    adapter: amplitudeAdapter,
  },
  {
    column: 'Amplitude-local',
    about: '`@polyflag/amplitude-provider` with `localEvaluation`, on its emulator',
    isOurs: true,
    adapter: amplitudeLocalAdapter,
  },
  {
    column: 'InMemory',
    about: '`TypedInMemoryProvider` of the SDK',
    isOurs: false,
    packages: ['@openfeature/server-sdk'],
    adapter: inMemoryAdapter,
  },
  {
    column: 'Multi',
    about: '`MultiProvider` of the SDK around the two of ours',
    isOurs: false,
    packages: ['@openfeature/server-sdk'],
    adapter: multiAdapter,
  },
  {
    column: 'flagd',
    about: 'the flagd provider, in process, with its flags from a file',
    isOurs: false,
    packages: ['@openfeature/flagd-provider', '@openfeature/flagd-core'],
    adapter: flagdAdapter,
  },
  {
    column: 'EnvVar',
    about: 'the provider of environment variables',
    isOurs: false,
    packages: ['@openfeature/env-var-provider'],
    adapter: envVarAdapter,
  },
  {
    column: 'LaunchDarkly',
    about: 'the LaunchDarkly provider on the test data of its SDK',
    isOurs: false,
    packages: [
      '@launchdarkly/openfeature-node-server',
      '@launchdarkly/openfeature-js-server-common',
      '@launchdarkly/node-server-sdk',
    ],
    adapter: launchDarklyAdapter,
  },
  {
    column: 'reference',
    about: 'the provider without a network that the kit is tested with',
    isOurs: true,
    adapter: referenceAdapter,
  },
];
