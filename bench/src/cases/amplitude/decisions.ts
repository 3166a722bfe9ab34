import type { AmplitudeQuestion } from '../../contestants/amplitude/room.js';
import { conditions, experiment, inclusions, rollout, type Measured } from '../../definitions/amplitude/measured.js';
import type { AmplitudeSet } from '../../definitions/amplitude/sets.js';
import type { Case } from '../case.js';
import { alone, besideClosure } from '../decision.js';

const vendor = 'amplitude';

/** How one flag is asked. */
export interface Decision {
  readonly set: AmplitudeSet;
  readonly title: string;
  readonly question: AmplitudeQuestion;
}

function decision(set: AmplitudeSet, { key }: Measured, title: string): Decision {
  return { set, title, question: { method: 'decide', keys: [key] } };
}

export const decisions = {
  inclusions: decision('inclusions', inclusions, '512 users who are named'),
  conditions: decision('conditions', conditions, 'a segment of five conditions'),
  rollout: decision('rollout', rollout, 'a 50/50 rollout'),
  experiment: decision('experiment', experiment, 'an experiment in a segment of two conditions'),
} as const;

const variants: AmplitudeQuestion = { method: 'evaluateV2', keys: [conditions.key] };

/** Beside the vendor's SDK, each in a process of its own every time; answers are compared with the closures' there. */
function besideVendor(set: AmplitudeSet, title: string, goal: number): Case {
  const asked = { vendor, set, question: variants } as const;
  return {
    name: `amplitude-sdk-${set}`,
    title: `Amplitude beside its SDK: \`evaluateV2\` of ${title}`,
    unit: 'ns',
    sets: { amplitude: [set] },
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: { polyflag: alone('polyflag', asked), 'amplitude sdk': alone('amplitude sdk', asked) },
      counts: 'result',
    },
    figures: [
      {
        title: "Amplitude's SDK over ours",
        formula: { ratio: ['amplitude sdk'], over: ['polyflag'] },
        goal: { atLeast: goal },
      },
    ],
  };
}

export const amplitudeDecisions: readonly Case[] = [
  ...Object.values(decisions).map(({ set, title, question }) =>
    besideClosure(`amplitude-${set}`, `Amplitude: ${title}`, { vendor, set, question }),
  ),
  besideVendor('conditions', 'the only flag', 5),
  besideVendor('hundred', 'one flag of 100', 100),
  {
    name: 'amplitude-set-size',
    title: 'Amplitude: `evaluateV2` of the same flag in a set of 1, 100 and 10,000',
    unit: 'ns',
    sets: { amplitude: ['conditions', 'hundred', 'many'] },
    plan: {
      kind: 'together',
      processes: 3,
      order: {
        job: 'calls',
        parameters: {
          vendor,
          contestants: [
            { name: 'polyflag in 1', who: 'polyflag', set: 'conditions' },
            { name: 'polyflag in 100', who: 'polyflag', set: 'hundred' },
            { name: 'polyflag in 10,000', who: 'polyflag', set: 'many' },
          ],
          question: variants,
        },
      },
    },
    figures: [
      {
        title: '10,000 against 100',
        formula: { ratio: ['polyflag in 10,000'], over: ['polyflag in 100'] },
        goal: { atMost: 1.5 },
      },
    ],
  },
];
