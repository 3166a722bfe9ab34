import { expect } from 'chai';
import { decodeWorkspace, InvalidWorkspace } from '#src/wire/decode.js';
import type { ExperimentRecord, ParameterRecord } from '#src/wire/workspace.js';
import { bucket, condition, experiment, parameter, serves, splits, target, workspace } from '../support/workspace.js';

function experimentIn(document: unknown): ExperimentRecord['experiment'] {
  return (decodeWorkspace(document).flags[0]!.wire as ExperimentRecord).experiment;
}

const good = condition('USER_PROPERTY', 'age', '20');

describe('wire: a workspace', () => {
  for (const document of [undefined, null, 5, 'text', [], true]) {
    it(`cannot be ${JSON.stringify(document)}`, () => {
      expect(() => decodeWorkspace(document)).to.throw(InvalidWorkspace);
    });
  }

  it('without any list is an empty one, and says which are missing', () => {
    const { flags, rules, eventTypes, problems } = decodeWorkspace({});
    expect([flags, rules, eventTypes.size]).to.deep.equal([[], [], 0]);
    expect(problems).to.have.length(8);
    expect(problems[0]).to.equal('workspace: segments is missing and counts as empty');
  });

  it('with something else in the place of a list has the other lists', () => {
    const { flags, problems } = decodeWorkspace(workspace({ experiments: [experiment(1)], buckets: { a: 1 } }));
    expect(flags.map(({ name }) => name)).to.deep.equal(['experiment:1']);
    expect(problems).to.deep.equal(['workspace: buckets is not a list and counts as empty']);
  });

  it('in order has no problems', () => {
    const parts = {
      experiments: [experiment(1, { containerId: 3 })],
      featureFlags: [experiment(1, { execution: { defaultRule: splits(5) } })],
      containers: [{ id: 3, bucketId: 5, groups: [{ id: 1, experiments: [1001] }] }],
      buckets: [bucket(5, [50, 1], [100, 2])],
      events: [{ id: 9, key: 'purchase' }],
      segments: [{ id: 1, key: 'vip', type: 'USER_PROPERTY', targets: [target(good)] }],
      remoteConfigParameters: [parameter('banner', 'STRING', 'hi')],
    };
    const { flags, rules, eventTypes, problems } = decodeWorkspace(workspace(parts));
    expect(problems).to.deep.equal([]);
    expect(flags.map(({ name }) => name)).to.deep.equal(['experiment:1', 'feature:1', 'config:banner']);
    expect(rules.map(({ name }) => name)).to.deep.equal(['vip']);
    expect([...eventTypes]).to.deep.equal([['purchase', 9]]);
  });

  it('takes the last of two with one key', () => {
    const twice = [experiment(1, { version: 1 }), experiment(1, { version: 2 })];
    const document = workspace({ experiments: twice });
    expect(experimentIn(document).version).to.equal(2);
    expect(decodeWorkspace(document).problems).to.deep.equal([
      'workspace: "experiment:1" stands there twice; the last one counts',
    ]);
  });
});

describe('wire: an experiment that cannot be used', () => {
  const rows: [what: string, broken: unknown, says: string][] = [
    ['no object', 5, 'A/B test without a key is left out: key is not a positive whole number'],
    ['key 0', experiment(0), 'A/B test 0 is left out: key is not a positive whole number'],
    ['a key that is text', { ...experiment(1), key: '1' }, 'A/B test "1" is left out: key is not a positive'],
    ['no id', { ...experiment(1), id: null }, 'A/B test 1 is left out: id is not a number'],
    ['no version', { ...experiment(1), version: undefined }, 'version is not a number'],
    ['no identifier type', { ...experiment(1), identifierType: 5 }, 'identifierType is not text'],
    ['no execution', { ...experiment(1), execution: null }, 'execution is not an object'],
    ['an unknown status', experiment(1, { execution: { status: 'running' } }), 'execution.status is unknown'],
    [
      'an unknown default rule',
      experiment(1, { execution: { defaultRule: { type: 'COIN' } } }),
      'the type of execution',
    ],
    [
      'a default rule without an id',
      experiment(1, { execution: { defaultRule: { type: 'BUCKET' } } }),
      'bucketId is not',
    ],
    ['variations that are no list', { ...experiment(1), variations: {} }, 'variations is not a list'],
    ['a variation without a key', { ...experiment(1), variations: [{ id: 1 }] }, 'key is not text'],
    [
      'audiences that are no list',
      experiment(1, { execution: { targetAudiences: 1 } }),
      'targetAudiences is not a list',
    ],
    [
      'an audience that is no object',
      experiment(1, { execution: { targetAudiences: [1] } }),
      'a target is not an object',
    ],
    [
      'an override without a variation',
      experiment(1, { execution: { userOverrides: [{ userId: 'a' }] } }),
      'variationId',
    ],
  ];
  for (const [what, broken, says] of rows) {
    it(`${what}: costs itself alone`, () => {
      const { flags, problems } = decodeWorkspace(workspace({ experiments: [experiment(2), broken, experiment(3)] }));
      expect(flags.map(({ name }) => name)).to.deep.equal(['experiment:2', 'experiment:3']);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.contain(says).and.contain('is left out');
    });
  }
});

describe('wire: what a server does not know', () => {
  const match = { type: 'MATCH', operator: 'IN', valueType: 'STRING', values: ['x'] };
  const rows: [what: string, unknown: unknown, says: string][] = [
    ['a key type', { key: { type: 'MOON', name: 'a' }, match }, 'the key type "MOON" is unknown'],
    ['a key type in lower case', { key: { type: 'user_property', name: 'a' }, match }, 'is unknown'],
    [
      'a key type that does not belong there',
      { key: { type: 'USER_ID', name: '$id' }, match },
      'USER_ID does not belong',
    ],
    ['a key without a name', { key: { type: 'USER_PROPERTY' }, match }, 'its key has no name'],
    ['a match type', { ...good, match: { ...match, type: 'MAYBE' } }, 'the match type "MAYBE" is unknown'],
    ['an operator', { ...good, match: { ...match, operator: 'REGEX' } }, 'the operator "REGEX" is unknown'],
    ['a value type', { ...good, match: { ...match, valueType: 'URL' } }, 'the value type "URL" is unknown'],
    ['values that are no list', { ...good, match: { ...match, values: 'x' } }, 'its values are not a list'],
    ['no match', { key: { type: 'USER_PROPERTY', name: 'a' } }, 'it has no key and match'],
    ['no object', null, 'it has no key and match'],
  ];
  for (const [what, unknown, says] of rows) {
    it(`${what}: costs the condition, and the target if it has no other`, () => {
      const audiences = [target(unknown), target(good, unknown), target()];
      const document = workspace({ experiments: [experiment(1, { execution: { targetAudiences: audiences } })] });
      const { problems } = decodeWorkspace(document);
      expect(experimentIn(document).audiences.map(({ length }) => length)).to.deep.equal([1]);
      expect(problems.filter((problem) => problem.includes('a condition is left out'))).to.have.length(2);
      expect(problems.filter((problem) => problem.includes('a target without conditions'))).to.have.length(2);
      expect(problems[0]).to.contain('A/B test 1').and.contain(says);
    });
  }

  it('an action: costs the rule', () => {
    const rules = [
      { target: target(good), action: { type: 'COIN' } },
      { target: target(good), action: serves(1) },
      { target: target(), action: serves(1) },
    ];
    const document = workspace({ featureFlags: [experiment(1, { execution: { targetRules: rules } })] });
    expect(experimentIn(document).rules).to.have.length(1);
    expect(decodeWorkspace(document).problems[0]).to.equal('feature flag 1: a rule is left out: its action is unknown');
  });

  it('the type of a segment or of a parameter: costs it', () => {
    const parts = {
      segments: [{ id: 1, key: 'vip', type: 'MOON', targets: [] }],
      remoteConfigParameters: [parameter('a', 'DATE', 'x'), parameter('b', 'JSON', '{}')],
    };
    const { flags, rules, problems } = decodeWorkspace(workspace(parts));
    expect(rules).to.deep.equal([]);
    expect(flags.map(({ name }) => name)).to.deep.equal(['config:b']);
    expect(problems).to.deep.equal([
      'segment "vip" is left out: its type is unknown',
      'remote config parameter "a" is left out: its type is unknown',
    ]);
  });

  it('the status of a variation: counts as active', () => {
    const variations = [
      { id: 1, key: 'A', status: 'ODD' },
      { id: 2, key: 'B', status: 'DROPPED' },
    ];
    const decoded = experimentIn(workspace({ experiments: [experiment(1, { variations })] }));
    expect(decoded.variations.map(({ dropped }) => dropped)).to.deep.equal([false, true]);
  });
});

describe('wire: ids that lead nowhere', () => {
  it('are named, and the experiment is kept', () => {
    const test = experiment(1, {
      containerId: 33,
      winnerVariationId: 99,
      execution: {
        defaultRule: splits(66),
        userOverrides: [{ userId: 'a', variationId: 98 }],
        segmentOverrides: [{ target: target(condition('SEGMENT', 'SEGMENT', 'nobody')), action: serves(97) }],
      },
    });
    const { flags, problems } = decodeWorkspace(workspace({ experiments: [test], parameterConfigurations: [] }));
    expect(flags).to.have.length(1);
    expect(problems).to.have.members([
      'A/B test 1: it has no variation 97',
      'A/B test 1: it has no variation 98',
      'A/B test 1: it has no variation 99',
      'A/B test 1: there is no container 33',
      'A/B test 1: there is no bucket 66',
      'A/B test 1: there is no parameter configuration 7',
      'A/B test 1: there is no segment "nobody"',
    ]);
  });

  it('are those of what was left out, too', () => {
    const rule = { key: 'k', target: target(good), bucketId: 5, value: { id: 1, value: 'x' } };
    const banner = parameter('banner', 'STRING', 'hi', { targetRules: [rule] });
    const buckets = [{ ...bucket(5, [100, 1]), slotSize: 0 }];
    const { flags, problems } = decodeWorkspace(workspace({ remoteConfigParameters: [banner], buckets }));
    expect((flags[0]!.wire as ParameterRecord).parameter.rules).to.have.length(1);
    expect(problems).to.deep.equal([
      'bucket 5 is left out: slotSize is not above 0',
      'remote config parameter "banner": there is no bucket 5',
    ]);
  });
});

describe('wire: a user override', () => {
  it('may name an identifier by a number, which counts as its text', () => {
    const execution = {
      userOverrides: [
        { userId: 42, variationId: 1 },
        { userId: 'ann', variationId: 2 },
      ],
    };
    expect(experimentIn(workspace({ experiments: [experiment(1, { execution })] })).userOverrides).to.deep.equal([
      { identifier: '42', variationId: 1 },
      { identifier: 'ann', variationId: 2 },
    ]);
  });
});

describe('wire: names in problems', () => {
  it('are cut, and stand on one line', () => {
    const hostile = 'x\n'.repeat(10_000);
    const { problems } = decodeWorkspace(workspace({ remoteConfigParameters: [{ key: hostile }] }));
    expect(problems[0]!.length).to.be.below(400);
    expect(problems[0]).to.not.contain('\n');
  });
});
