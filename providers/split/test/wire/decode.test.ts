import { expect } from 'chai';
import { decodeFlag, decodeRuleBasedSegment } from '#src/wire/decode.js';
import type { FlagWire } from '#src/wire/definitions.js';
import {
  allKeys,
  dependsOn,
  flag,
  flagOf,
  inRuleBasedSegment,
  inSegment,
  matcher,
  rollout,
  ruleBasedSegment,
} from '../definitions/build.js';
import { show } from '../definitions/show.js';

function problemOf(parts: object): string | undefined {
  return decodeFlag(flag('x', parts)).problem;
}

function problemOfMatcher(written: unknown): string | undefined {
  return problemOf({ conditions: [rollout([written as never])] });
}

describe('what is wrong with a feature flag', () => {
  for (const nameless of [null, undefined, 5, 'x', [], {}, { name: '' }, { name: 5 }, { name: null }]) {
    it(`is that it has no name: ${show(nameless)}`, () => {
      expect(decodeFlag(nameless)).to.deep.equal({ problem: 'a feature flag without a name' });
    });
  }

  const prerequisites = 'a prerequisite needs n, a text, and ts, a list of text';
  const partitions = 'a condition has no partitions of treatment and size';
  const rows: readonly (readonly [parts: object, problem: string])[] = [
    [{ conditions: undefined }, 'it has no conditions'],
    [{ conditions: null }, 'it has no conditions'],
    [{ conditions: [] }, 'it has no conditions'],
    [{ conditions: {} }, 'conditions is not a list'],
    [{ conditions: 'x' }, 'conditions is not a list'],
    [{ conditions: [null] }, 'a condition has no matchers'],
    [{ conditions: [5] }, 'a condition has no matchers'],
    [{ conditions: [{}] }, 'a condition has no matchers'],
    [{ conditions: [{ matcherGroup: null }] }, 'a condition has no matchers'],
    [{ conditions: [{ matcherGroup: { matchers: 'x' } }] }, 'a condition has no matchers'],
    [{ conditions: [rollout([])] }, 'a condition has no matchers'],
    [{ conditions: [rollout([allKeys]), rollout([])] }, 'a condition has no matchers'],
    [{ conditions: [{ ...rollout([allKeys]), partitions: undefined }] }, partitions],
    [{ conditions: [{ ...rollout([allKeys]), partitions: [null] }] }, partitions],
    [{ conditions: [{ ...rollout([allKeys]), partitions: [{ treatment: 'on' }] }] }, partitions],
    [{ conditions: [{ ...rollout([allKeys]), partitions: [{ treatment: 5, size: 100 }] }] }, partitions],
    [{ conditions: [{ ...rollout([allKeys]), partitions: [{ treatment: 'on', size: '100' }] }] }, partitions],
    [{ prerequisites: {} }, 'prerequisites is not a list'],
    [{ prerequisites: 'x' }, 'prerequisites is not a list'],
    [{ prerequisites: [null] }, prerequisites],
    [{ prerequisites: [{ n: 'x' }] }, prerequisites],
    [{ prerequisites: [{ n: 5, ts: [] }] }, prerequisites],
    [{ prerequisites: [{ n: 'x', ts: 'on' }] }, prerequisites],
    [{ prerequisites: [{ n: 'x', ts: [5] }] }, prerequisites],
  ];
  for (const [parts, problem] of rows) {
    it(`is that ${problem}: ${JSON.stringify(parts)}`, () => {
      expect(problemOf(parts)).to.equal(problem);
    });
  }

  const list = 'needs whitelistMatcherData.whitelist, a list of text';
  const number = 'needs unaryNumericMatcherData.value, a number';
  const matchers: readonly (readonly [written: unknown, problem: string])[] = [
    [null, 'a matcher is not an object'],
    [[], 'a matcher is not an object'],
    [{}, 'the matcher type undefined is unknown'],
    [{ matcherType: 5 }, 'the matcher type 5 is unknown'],
    [{ matcherType: 'constructor' }, 'the matcher type "constructor" is unknown'],
    [matcher('FROM_THE_FUTURE'), 'the matcher type "FROM_THE_FUTURE" is unknown'],
    [{ ...allKeys, keySelector: { attribute: 5 } }, 'ALL_KEYS selects an attribute that is not named by text'],
    ...[
      'WHITELIST',
      'EQUAL_TO_SET',
      'CONTAINS_ANY_OF_SET',
      'CONTAINS_ALL_OF_SET',
      'PART_OF_SET',
      'STARTS_WITH',
      'ENDS_WITH',
      'CONTAINS_STRING',
      'IN_LIST_SEMVER',
    ].flatMap((type): [unknown, string][] => [
      [matcher(type), `${type} ${list}`],
      [matcher(type, { whitelistMatcherData: null }), `${type} ${list}`],
      [matcher(type, { whitelistMatcherData: { whitelist: [5] } as never }), `${type} ${list}`],
    ]),
    ...['EQUAL_TO', 'GREATER_THAN_OR_EQUAL_TO', 'LESS_THAN_OR_EQUAL_TO'].flatMap((type): [unknown, string][] => [
      [matcher(type), `${type} ${number}`],
      [matcher(type, { unaryNumericMatcherData: { dataType: 'NUMBER', value: '5' } as never }), `${type} ${number}`],
    ]),
    [
      matcher('BETWEEN', { betweenMatcherData: { start: 1 } as never }),
      'BETWEEN needs betweenMatcherData.start and .end, numbers',
    ],
    [matcher('BETWEEN_SEMVER'), 'BETWEEN_SEMVER needs betweenStringMatcherData.start and .end, texts'],
    [
      matcher('EQUAL_TO_BOOLEAN', { booleanMatcherData: null }),
      'EQUAL_TO_BOOLEAN needs booleanMatcherData, true or false',
    ],
    [
      matcher('IN_SPLIT_TREATMENT'),
      'IN_SPLIT_TREATMENT needs dependencyMatcherData.split, a text, and .treatments, a list of text',
    ],
    [matcher('IN_SEGMENT'), 'IN_SEGMENT needs userDefinedSegmentMatcherData.segmentName, a text'],
    [matcher('IN_RULE_BASED_SEGMENT'), 'IN_RULE_BASED_SEGMENT needs userDefinedSegmentMatcherData.segmentName, a text'],
    ...['MATCHES_STRING', 'EQUAL_TO_SEMVER', 'GREATER_THAN_OR_EQUAL_TO_SEMVER', 'LESS_THAN_OR_EQUAL_TO_SEMVER'].map(
      (type): [unknown, string] => [matcher(type), `${type} needs stringMatcherData, a text`],
    ),
  ];
  for (const [written, problem] of matchers) {
    it(`is that ${problem}: ${JSON.stringify(written)}`, () => {
      expect(problemOfMatcher(written)).to.equal(problem);
    });
  }

  it('is nothing when it is in order', () => {
    expect(decodeFlag(flag('x'))).to.deep.include({ name: 'x', version: 7, archived: false, problem: undefined });
    expect(problemOf({ prerequisites: null })).to.equal(undefined);
  });
});

describe('what a definition refers to', () => {
  it('is every flag, segment and rule-based segment in it, each once', () => {
    const wire: FlagWire = {
      ...flagOf('x', dependsOn('other', 'on'), inSegment('staff'), inSegment('staff', 'v'), inRuleBasedSegment('beta')),
      prerequisites: [
        { n: 'gate', ts: ['on'] },
        { n: 'other', ts: ['on'] },
      ],
    };
    expect(decodeFlag(wire)).to.have.deep.property('references', {
      flags: ['gate', 'other'],
      segments: ['staff'],
      rules: ['beta'],
    });
  });

  it('is, of a rule-based segment, also what it excludes, but no large segment (§1.5)', () => {
    const segments = [
      { name: 'staff', type: 'standard' },
      { name: 'inner', type: 'rule-based' },
      { name: 'big', type: 'large' },
    ];
    expect(decodeRuleBasedSegment(ruleBasedSegment('s', [inSegment('eu')], { segments }))).to.have.deep.property(
      'references',
      { flags: [], segments: ['staff', 'eu'], rules: ['inner'] },
    );
  });
});
