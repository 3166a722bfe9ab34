import { expect } from 'chai';
import fc from 'fast-check';
import { HackleDefinitions } from '#src/definitions.js';
import { decodeWorkspace } from '#src/wire/decode.js';
import { bucket, condition, experiment, parameter, serves, splits, target, workspace } from '../support/workspace.js';

const everything = workspace({
  experiments: [
    experiment(1, {
      containerId: 3,
      execution: {
        defaultRule: splits(5),
        userOverrides: [{ userId: 'ann', variationId: 1 }],
        segmentOverrides: [{ target: target(condition('SEGMENT', 'SEGMENT', 'vip')), action: splits(5) }],
        targetAudiences: [target(condition('AB_TEST', '2', 'B'), condition('USER_PROPERTY', 'age', 5))],
      },
    }),
    experiment(2),
  ],
  featureFlags: [
    experiment(1, { execution: { targetRules: [{ target: target(condition('COHORT', 'c', 1)), action: serves(2) }] } }),
  ],
  buckets: [bucket(5, [50, 1], [100, 2])],
  containers: [{ id: 3, bucketId: 5, groups: [{ id: 1, experiments: [1001] }] }],
  events: [{ id: 9, key: 'purchase' }],
  segments: [{ id: 1, key: 'vip', type: 'USER_ID', targets: [target(condition('USER_ID', '$id', 'ann'))] }],
  remoteConfigParameters: [
    parameter('banner', 'STRING', 'hi', {
      targetRules: [
        {
          key: 'k',
          name: 'n',
          target: target(condition('FEATURE_FLAG', '1', true)),
          bucketId: 5,
          value: { id: 1, value: 'x' },
        },
      ],
    }),
  ],
});

/** The places of a document: the path to each of its values. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

function damaged(path: readonly (string | number)[], by: unknown): unknown {
  const copy = structuredClone(everything) as Record<string, unknown>;
  let holder = copy;
  for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
  holder[path.at(-1)!] = by;
  return copy;
}

const damage = fc.constantFrom<unknown>(undefined, null, 0, -1, 1.5, NaN, '', 'x', '{}', true, [], {}, [null], [[]], {
  a: 1,
});

describe('wire: a workspace with a damaged place', () => {
  it('is decoded, names what it leaves out, and every flag of it is answered', function () {
    this.timeout(60_000);
    const all = places(everything);
    fc.assert(
      fc.property(fc.constantFrom(...all), damage, (path, by) => {
        const decoded = decodeWorkspace(damaged(path, by));
        const told: string[] = [];
        const definitions = new HackleDefinitions((problem) => told.push(problem));
        definitions.replace(decoded);
        const before = decodeWorkspace(everything).flags.length;
        const emptied = Array.isArray(by) && by.length === 0;
        if (decoded.flags.length < before && !emptied) expect(decoded.problems).to.not.be.empty;
        for (const { name } of decoded.flags) {
          const subject = definitions.set.subject();
          subject.identifiers = { $id: 'ann' };
          const { error, outcome } = definitions.set.evaluate(name, subject, 'A');
          expect(error === undefined).to.equal(outcome !== undefined);
        }
        expect(told, path.join('.')).to.deep.equal([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
