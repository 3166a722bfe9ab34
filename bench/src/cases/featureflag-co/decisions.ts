import type { FfcQuestion, FfcWho } from '../../contestants/featureflag-co/room.js';
import {
  conditions,
  fallThrough,
  rollout,
  ruleAndRollout,
  target,
  type Measured,
} from '../../definitions/featureflag-co/measured.js';
import type { FfcSet } from '../../definitions/featureflag-co/sets.js';
import type { Order } from '../../measure/process.js';
import type { Case } from '../case.js';
import { alone, besideClosure } from '../decision.js';

const vendor = 'featureflag-co';

/** How one flag is asked. */
export interface Decision {
  /** For the command line, after `ffc-`. */
  readonly name: string;
  readonly set: FfcSet;
  readonly title: string;
  readonly question: FfcQuestion;
}

function decision(
  set: FfcSet,
  { key }: Measured,
  title: string,
  method: FfcQuestion['method'] = 'variationDetail',
  name: string = set,
): Decision {
  return { name, set, title, question: { keys: [key], method } };
}

export const decisions = {
  target: decision('target', target, '512 users who are named'),
  conditions: decision('conditions', conditions, 'a rule of five conditions'),
  value: decision(
    'conditions',
    conditions,
    'a rule of five conditions, the value alone',
    'variation',
    'conditions-variation',
  ),
  rollout: decision('rollout', rollout, 'a 50/50 rollout'),
  fallThrough: decision('fall-through', fallThrough, 'a rule that most fall through'),
  ruleAndRollout: decision('rule-and-rollout', ruleAndRollout, 'a rule, and a rollout for the others'),
} as const;

/** With whom each has to agree. */
const closureFor = { polyflag: 'by hand', 'featbit sdk': 'by hand, as featbit' } as const satisfies Partial<
  Record<FfcWho, FfcWho>
>;

/** Beside FeatBit's SDK, each in a process of its own every time; answers are compared with the closures' there. */
function besideFeatBit({ name, set, title, question }: Decision): Case {
  const order = (who: keyof typeof closureFor): Order =>
    alone(who, { vendor, set, question: { ...question, method: 'variation' } }, closureFor[who]);
  return {
    name: `ffc-featbit-${name}`,
    title: `featureflag.co beside FeatBit's SDK: ${title}`,
    unit: 'ns',
    sets: { 'featureflag-co': [set] },
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: { polyflag: order('polyflag'), 'featbit sdk': order('featbit sdk') },
      counts: 'result',
    },
    figures: [{ title: "FeatBit's SDK over ours", formula: { ratio: ['featbit sdk'], over: ['polyflag'] } }],
  };
}

export const ffcDecisions: readonly Case[] = [
  ...Object.values<Decision>(decisions).map(({ name, set, title, question }) =>
    besideClosure(`ffc-${name}`, `featureflag.co: ${title}`, { vendor, set, question }),
  ),
  ...[decisions.target, decisions.conditions, decisions.rollout].map(besideFeatBit),
];
