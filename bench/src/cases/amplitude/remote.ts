import type { RemoteParameters } from '../../jobs/amplitude/remote.js';
import type { Plan } from '../../measure/plans.js';
import type { Case } from '../case.js';

function remote(take: RemoteParameters['take']): Plan {
  const order = { job: 'amplitude-remote', parameters: { contestants: ['polyflag', 'amplitude sdk'], take } } as const;
  return { kind: 'together', processes: 1, order };
}

const sets = { amplitude: ['remote'] } as const;
const title = 'Amplitude, remote: 20 flags for each of 1,000 users through OpenFeature';

/** Flags that the backend evaluates; the vendor's SDK is asked in the naive way, flag by flag. */
export const amplitudeRemote: readonly Case[] = [
  {
    name: 'amplitude-remote-fetches',
    title: `${title}: fetches for each user`,
    unit: 'requests',
    sets,
    plan: remote('fetches'),
    figures: [{ title: 'fetches for each user', formula: { value: 'polyflag' }, goal: { atMost: 1 } }],
  },
  {
    name: 'amplitude-remote-latency',
    title: `${title}: how long they wait`,
    unit: 'ms',
    sets,
    plan: remote('milliseconds'),
    figures: [
      {
        title: "until everybody has everything: Amplitude's SDK, flag by flag, over ours",
        formula: { ratio: ['amplitude sdk, everything'], over: ['polyflag, everything'] },
      },
      {
        title: 'the median answer',
        formula: { ratio: ['amplitude sdk, median answer'], over: ['polyflag, median answer'] },
      },
      {
        title: 'the slowest answer of 99 in 100',
        formula: { ratio: ['amplitude sdk, 99 of 100'], over: ['polyflag, 99 of 100'] },
      },
    ],
  },
];
