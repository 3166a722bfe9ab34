import type { Mode, Reporter } from '../contestants/reporting.js';
import type { Figure } from '../measure/figures.js';
import type { Case } from './case.js';

const both: readonly Reporter[] = ['polyflag', 'split sdk'];
const withPlain: readonly Reporter[] = ['polyflag', 'polyflag, nothing reported', 'split sdk'];

const cost = (nanoseconds?: number): Figure => ({
  title: 'above an evaluation that nothing is reported of',
  formula: { value: 'polyflag', above: 'polyflag, nothing reported' },
  ...(nanoseconds === undefined ? {} : { goal: { atMost: nanoseconds } }),
});

const overOurs: Figure = {
  title: "Split's SDK over ours",
  formula: { ratio: ['split sdk'], over: ['polyflag'] },
};

function impressions(mode: Mode, distinct: boolean): Case {
  const users = distinct ? 'a user of its own for each call' : '1,000 users in turn';
  return {
    name: `impressions-${mode}${distinct ? '-distinct' : ''}`,
    title: `an evaluation with its impression, ${mode.toUpperCase()}, ${users}`,
    unit: 'ns',
    sets: ['rollout'],
    plan: {
      kind: 'together',
      processes: 2,
      order: { job: 'reporting', parameters: { mode, distinct, contestants: withPlain } },
    },
    figures: [
      distinct ? overOurs : { ...overOurs, goal: { atLeast: 20 } },
      cost(mode === 'optimized' && !distinct ? 150 : undefined),
    ],
  };
}

const modes: readonly Mode[] = ['optimized', 'debug', 'none'];

export const reporting: readonly Case[] = [
  ...modes.map((mode) => impressions(mode, false)),
  ...modes.map((mode) => impressions(mode, true)),
  {
    name: 'track',
    title: 'an event that is accepted',
    unit: 'ns',
    sets: ['rollout'],
    plan: { kind: 'together', processes: 2, order: { job: 'track', parameters: { contestants: both } } },
    figures: [overOurs],
  },
  {
    name: 'heap-of-reports',
    title: 'heap after evaluations for a user of its own each, OPTIMIZED',
    unit: 'MiB',
    sets: ['rollout'],
    plan: {
      kind: 'apart',
      rounds: 2,
      contestants: {
        'after 1,000,000': { job: 'heap-of-reports', parameters: { share: 0.2 } },
        'after 5,000,000': { job: 'heap-of-reports', parameters: { share: 1 } },
      },
      nodeFlags: ['--expose-gc'],
      counts: 'result',
    },
    figures: [
      {
        title: '5,000,000 over 1,000,000',
        formula: { ratio: ['after 5,000,000'], over: ['after 1,000,000'] },
        goal: { atMost: 1.2 },
      },
    ],
  },
  {
    name: 'propagation',
    title: 'from a change at the emulator to the new answer, streaming',
    unit: 'ms',
    sets: [],
    plan: {
      kind: 'apart',
      rounds: 5,
      contestants: {
        polyflag: { job: 'propagation', parameters: { who: 'polyflag' } },
        'split sdk': { job: 'propagation', parameters: { who: 'split sdk' } },
      },
      counts: 'result',
    },
    figures: [overOurs],
  },
  {
    name: 'ffc-propagation',
    title: 'from a change at the emulator of featureflag.co to the new answer',
    unit: 'ms',
    sets: [],
    plan: {
      kind: 'apart',
      rounds: 5,
      contestants: {
        median: { job: 'ffc-propagation', parameters: { take: 'median' } },
        maximum: { job: 'ffc-propagation', parameters: { take: 'maximum' } },
      },
      counts: 'result',
    },
    figures: [{ title: 'the slowest of all changes', formula: { value: 'maximum' }, goal: { atMost: 100 } }],
  },
];
