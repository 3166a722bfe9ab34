import { AmplitudeEmulator } from '@polyflag/emulators';
import type { AmplitudeConfig, AmplitudeProviderConfig } from '@polyflag/amplitude-provider';
import { runtimeParts } from '@polyflag/amplitude-provider/internal';
import { systemClock, type Clock } from '@polyflag/core-engine';
import { commonConfig, type Emulated, type Reasons } from '../emulated.js';
import { absentFlags, amplitudeFlag, amplitudeFlags } from './flags.js';

const ANALYTICS_KEY = 'analytics-key';

/** The key of the deployment that the emulator serves. */
export const DEPLOYMENT_KEY = 'server-deployment-key';

/** What Amplitude has not, whoever evaluates. */
export const absentFromBoth = {
  'code-default': { summary: 'who is not assigned gets false of a boolean flag', link: 'amplitude.md §6.3' },
  'string-typing': { summary: 'every value is a text', link: 'amplitude.md §1.5' },
  'fully-typed-values': {
    summary: 'every variant has a key, which stands for its value as a text',
    link: 'amplitude.md §6.3',
  },
} as const satisfies Reasons;

type Shared = Pick<Emulated, 'folder' | 'emulator' | 'absentFlags' | 'control'>;

/** An emulator of Amplitude's, and what adapters have in common whoever evaluates: the backend or the provider. */
export class EmulatedAmplitude {
  readonly emulator: AmplitudeEmulator;
  private readonly clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
    this.emulator = new AmplitudeEmulator({ clock });
  }

  /** Options for a client or a provider. */
  config(more: AmplitudeConfig): AmplitudeProviderConfig {
    const { emulator, clock } = this;
    return {
      ...commonConfig,
      urls: emulator.urls,
      analyticsApiKey: ANALYTICS_KEY,
      ...more,
      [runtimeParts]: { clock },
    } as AmplitudeProviderConfig;
  }

  get shared(): Shared {
    const { emulator } = this;
    return {
      folder: 'amplitude',
      emulator,
      absentFlags,
      control: {
        load() {
          emulator.acceptKeys(DEPLOYMENT_KEY);
          emulator.loadFlags(amplitudeFlags());
        },
        change: (serves) => emulator.putFlag(amplitudeFlag('changing-flag', serves)),
        addFlag: () => emulator.putFlag(amplitudeFlag('added-flag')),
        removeFlag: () => emulator.removeFlag('added-flag'),
        // The same again, as if somebody had saved it without a change.
        touch: () => emulator.putFlag(amplitudeFlag('changing-flag')),
        malform: () => void emulator.answerWith(/./, { status: 200, body: '[{"key":"changing-fl' }),
        revokeCredentials: () => emulator.acceptKeys('another key'),
        tracked: () =>
          emulator.events
            .filter(({ event_type }) => !event_type.startsWith('[Experiment] '))
            .map(({ event_type, user_id, revenue, event_properties }) => ({
              name: event_type,
              targetingKey: user_id,
              value: revenue,
              fields: event_properties,
            })),
      },
    };
  }
}
