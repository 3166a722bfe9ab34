import { conditions, fixed, rollout, type Measured } from '../../definitions/split/measured.js';
import type { SplitSet } from '../../definitions/split/sets.js';
import type { Case } from '../case.js';
import { throughOpenFeature } from '../openfeature.js';

function oneFlag(set: SplitSet, { flag }: Measured, title: string): Case {
  const question = { flags: [flag.name], attributes: set === 'conditions' };
  return throughOpenFeature(`openfeature-${set}`, title, { vendor: 'split', set, question }, notSlower);
}

const notSlower = { atMost: 1, beyondNoise: { of: 'frozen object', twin: 'frozen object, again' } };

export const openFeature: readonly Case[] = [
  oneFlag('static', fixed, 'a static flag'),
  oneFlag('rollout', rollout, 'a 50/50 rollout'),
  oneFlag('conditions', conditions, 'five attribute conditions'),
];
