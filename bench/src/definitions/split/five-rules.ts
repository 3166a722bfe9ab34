import { murmur3 } from '@polyflag/core-engine';
import type { Closure } from './measured.js';
import { countries, plans } from '../users.js';
import { allKeys, between, flag, half, matcher, number, on, oneOf, rule, type Flag } from './wire.js';

/** What differs between the flags of the large set. */
interface Variation {
  readonly name: string;
  readonly seed: number;
  readonly plan: string;
  readonly age: number;
  readonly country: string;
  readonly ending: string;
  readonly low: number;
  readonly high: number;
}

export function nameOf(index: number): string {
  return `team_${index % 50}_feature_${index}`;
}

/** A flag of five rules, as a large set is full of: four that pick users by attributes, and a rollout for the rest. */
export function fiveRules(index: number): Flag {
  const { name, seed, plan, age, country, ending, low, high } = variation(index);
  return flag(name, seed, [
    rule(
      [matcher('WHITELIST', 'country', oneOf([country])), matcher('WHITELIST', 'plan', oneOf([plan]))],
      on,
      'market',
    ),
    rule([matcher('GREATER_THAN_OR_EQUAL_TO', 'age', number(age))], on, 'age'),
    rule([matcher('ENDS_WITH', 'email', oneOf([ending]))], on, 'staff'),
    rule([matcher('BETWEEN', 'score', between(low, high))], on, 'score'),
    rule([allKeys], half, 'default rule'),
  ]);
}

/** The same by hand. One function for all flags of the set: ten thousand functions would be ten thousand times cold. */
export function fiveRulesByHand(index: number): Closure {
  const { seed, plan, age, country, ending, low, high } = variation(index);
  return (key, user) => {
    if (user.country === country && user.plan === plan) return 'on';
    if (user.age >= age) return 'on';
    if (user.email.endsWith(ending)) return 'on';
    if (user.score >= low && user.score <= high) return 'on';
    return murmur3(key, seed) % 100 < 50 ? 'on' : 'off';
  };
}

function variation(index: number): Variation {
  return {
    name: nameOf(index),
    seed: Math.imul(index + 1, 0x9e3779b1),
    plan: plans[index % plans.length] ?? '',
    age: 55 + (index % 30),
    country: countries[index % countries.length] ?? '',
    ending: `@team${index % 50}.example`,
    low: (index * 7) % 900,
    high: ((index * 7) % 900) + 50,
  };
}
