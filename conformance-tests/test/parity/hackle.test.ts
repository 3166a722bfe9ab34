import { hackle } from '#src/parity/hackle/comparison.js';
import { describeBeside } from './support/beside.js';

/** What never holds on a server (Hackle page §5.1, §5.3): the operator has nothing to say about values of that type. */
const never = [
  'EVENT_PROPERTY',
  'COHORT',
  ...['NUMBER', 'BOOLEAN', 'VERSION'].flatMap((type) => [
    `CONTAINS ${type}`,
    `STARTS_WITH ${type}`,
    `ENDS_WITH ${type}`,
  ]),
  ...['GT', 'GTE', 'LT', 'LTE'].map((operator) => `${operator} BOOLEAN`),
];

describeBeside(hackle, { enough: 10, never });
