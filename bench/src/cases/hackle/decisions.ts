import type { HackleQuestion, HackleWho } from '../../contestants/hackle/room.js';
import { ALL_IN_TURN, type HackleSet } from '../../definitions/hackle/sets.js';
import {
  allocation,
  featureFlag,
  inContainer,
  override,
  parameter,
  targeting,
  type Measured,
} from '../../definitions/hackle/measured.js';
import type { Case } from '../case.js';
import { alone, besideClosure } from '../decision.js';

const vendor = 'hackle';

/** How one definition is asked. */
export interface Decision {
  /** For the command line, after `hackle-`. */
  readonly name: string;
  readonly set: HackleSet;
  readonly title: string;
  readonly question: HackleQuestion;
}

function decision(
  set: HackleSet,
  { key }: Measured<never, unknown>,
  title: string,
  asked: Omit<HackleQuestion, 'keys'>,
  name: string = set,
): Decision {
  return { name, set, title, question: { keys: [key], ...asked } };
}

const byId = { method: 'variationDetail', users: 'ids' } as const;

export const decisions = {
  allocation: decision('allocation', allocation, 'an A/B test with allocation', byId),
  targeting: decision('targeting', targeting, 'an A/B test with an audience of five conditions', {
    method: 'variationDetail',
    users: 'objects',
  }),
  override: decision('override', override, 'an A/B test with 512 overrides', byId),
  container: decision('container', inContainer, 'an A/B test in a container', byId),
  featureFlag: decision('feature-flag', featureFlag, 'a feature flag with a rule', {
    method: 'featureFlagDetail',
    users: 'objects',
  }),
  remoteConfig: decision('remote-config', parameter, 'a remote config parameter with a rule', {
    method: 'remoteConfig',
    users: 'objects',
  }),
  getOfRemoteConfig: decision(
    'remote-config',
    parameter,
    'a remote config parameter with a rule, of a user whose remote config is at hand',
    { method: 'get of a remoteConfig', users: 'objects' },
    'remote-config-get',
  ),
} as const;

const sides: readonly HackleWho[] = ['polyflag', 'hackle sdk'];

/** Beside the vendor's SDK, each in a process of its own every time; answers are compared with the closures' there. */
function besideVendor(
  { name, set, title, question }: Decision,
  { goal, processes }: { goal?: number; processes: number },
): Case {
  const asked = { vendor, set, question } as const;
  return {
    name: `hackle-sdk-${name}`,
    title: `Hackle beside its SDK: ${title}`,
    unit: 'ns',
    sets: { hackle: [set] },
    plan: {
      kind: 'apart',
      rounds: processes,
      contestants: Object.fromEntries(sides.map((who) => [who, alone(who, asked)])),
      counts: 'result',
    },
    figures: [
      {
        title: "Hackle's SDK over ours",
        formula: { ratio: ['hackle sdk'], over: ['polyflag'] },
        ...(goal === undefined ? {} : { goal: { atLeast: goal } }),
      },
    ],
  };
}

const tenThousand: Decision = {
  name: 'all-in-turn',
  set: 'many',
  title: 'all 10,000 A/B tests in turn',
  question: { keys: ALL_IN_TURN, method: 'variationDetail', users: 'objects' },
};

export const hackleDecisions: readonly Case[] = [
  ...Object.values<Decision>(decisions).map(({ name, set, title, question }) =>
    besideClosure(`hackle-${name}`, `Hackle: ${title}`, { vendor, set, question }),
  ),
  besideVendor(decisions.allocation, { goal: 20, processes: 5 }),
  besideVendor(decisions.targeting, { goal: 20, processes: 5 }),
  besideVendor(tenThousand, { processes: 3 }),
];
