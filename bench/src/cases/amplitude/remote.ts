import type { RemoteParameters } from '../../jobs/amplitude/remote.js';
import type { Order } from '../../measure/process.js';
import type { Case } from '../case.js';

function remote(who: RemoteParameters['who'], take: RemoteParameters['take']): Order {
  return { job: 'amplitude-remote', parameters: { who, take } };
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
    plan: {
      kind: 'apart',
      rounds: 1,
      contestants: { polyflag: remote('polyflag', 'fetches'), 'amplitude sdk': remote('amplitude sdk', 'fetches') },
      counts: 'result',
    },
    figures: [{ title: 'fetches for each user', formula: { value: 'polyflag' }, goal: { atMost: 1 } }],
  },
  {
    name: 'amplitude-remote-latency',
    title: `${title}: how long they wait`,
    unit: 'ms',
    sets,
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: {
        'polyflag, everything': remote('polyflag', 'all'),
        'amplitude sdk, everything': remote('amplitude sdk', 'all'),
        'polyflag, median answer': remote('polyflag', 'median'),
        'amplitude sdk, median answer': remote('amplitude sdk', 'median'),
        'polyflag, 99 of 100': remote('polyflag', 'p99'),
        'amplitude sdk, 99 of 100': remote('amplitude sdk', 'p99'),
      },
      counts: 'result',
    },
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
