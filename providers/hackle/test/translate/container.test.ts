import { expect } from 'chai';
import { HackleDefinitions } from '#src/definitions.js';
import { decodeWorkspace } from '#src/wire/decode.js';
import { experiment, workspace } from '../support/workspace.js';

type Slot = readonly [from: number, to: number, group: number];

/** What an A/B test in a container says of `user`, whose slot of 100 is 18 (spec section 4: seed 42, 4118 of 10,000). */
function labelWith(slots: readonly Slot[], groups: readonly object[]): string {
  const document = workspace({
    experiments: [experiment(1, { containerId: 3 })],
    containers: [{ id: 3, bucketId: 5, groups }],
    buckets: [
      {
        ...{ id: 5, seed: 42, slotSize: 100 },
        slots: slots.map(([startInclusive, endExclusive, variationId]) => ({
          startInclusive,
          endExclusive,
          variationId,
        })),
      },
    ],
  });
  const held = new HackleDefinitions(() => undefined);
  held.replace(decodeWorkspace(document));
  const subject = held.set.subject();
  subject.identifiers = { $id: 'user' };
  return held.set.evaluate('experiment:1', subject, 'A').label;
}

const mine = { id: 1, experiments: [1001] };
const other = { id: 2, experiments: [9] };
const OUT = 'NOT_IN_MUTUAL_EXCLUSION_EXPERIMENT';
const IN = 'TRAFFIC_ALLOCATED';

describe('translate: a container', () => {
  const rows: [what: string, slots: Slot[], groups: object[], label: string][] = [
    ['the slot of a group with the test', [[0, 50, 1]], [mine], IN],
    ['the first slot of it', [[18, 19, 1]], [mine], IN],
    ['just before it', [[19, 50, 1]], [mine], OUT],
    ['just behind it', [[0, 18, 1]], [mine], OUT],
    ['the slot of another group', [[0, 50, 2]], [mine, other], OUT],
    ['no slot', [], [mine], OUT],
    [
      'two slots, the first of which counts',
      [
        [0, 50, 2],
        [10, 60, 1],
      ],
      [mine, other],
      OUT,
    ],
    [
      'the same, the other way round',
      [
        [10, 60, 1],
        [0, 50, 2],
      ],
      [mine, other],
      IN,
    ],
    ['a group that does not exist', [[0, 50, 7]], [mine], 'EXCEPTION'],
    [
      'a group that does not exist, elsewhere',
      [
        [50, 60, 7],
        [0, 50, 1],
      ],
      [mine],
      IN,
    ],
    ['a group that does not exist, and none of his own', [[50, 60, 7]], [mine], OUT],
  ];
  for (const [what, slots, groups, label] of rows) {
    it(`${what}: ${label}`, () => {
      expect(labelWith(slots, groups)).to.equal(label);
    });
  }
});
