import { expect } from 'chai';
import type { RuleBasedSegmentWire } from '#src/wire/definitions.js';
import {
  allKeys,
  attributeIs,
  dependsOn,
  flagOf,
  inRuleBasedSegment,
  inSegment,
  keyIn,
  matcher,
  ruleBasedSegment,
} from '../definitions/build.js';
import { worldOf, type Asked, type World } from '../definitions/world.js';

type Excluded = RuleBasedSegmentWire['excluded'];

const standard = (name: string) => ({ name, type: 'standard' });
const ruleBased = (name: string) => ({ name, type: 'rule-based' });

/** Whether the segment `s` has the asker, by the flag `x`. */
async function askAbout(segments: readonly unknown[], asked: Asked = {}): Promise<string> {
  return (await worldWith(segments)).treatment('x', asked);
}

function worldWith(ruleBasedSegments: readonly unknown[]): Promise<World> {
  return worldOf({
    flags: [flagOf('x', inRuleBasedSegment('s')), flagOf('killed gate', keyIn('bob'))],
    ruleBasedSegments,
    segments: { staff: ['ana', 'carl'], blocked: ['ana'] },
  });
}

describe('rule-based segments (§2.8)', () => {
  it('have everybody for whom any condition holds with all its matchers', async () => {
    const segment = ruleBasedSegment('s', [inSegment('staff'), attributeIs('plan', 'gold')]);
    const two = {
      ...segment,
      conditions: [...segment.conditions!, ...ruleBasedSegment('s', [keyIn('bob')]).conditions!],
    };
    expect(await askAbout([two], { key: 'bob' })).to.equal('on');
    expect(await askAbout([two], { key: 'ana', attributes: { plan: 'gold' } })).to.equal('on');
    expect(await askAbout([two], { key: 'ana', attributes: { plan: 'free' } })).to.equal('off');
    expect(await askAbout([two], { key: 'dora', attributes: { plan: 'gold' } })).to.equal('off');
  });

  const rows: readonly (readonly [what: string, excluded: Excluded, key: string, member: boolean])[] = [
    ['exclude nobody by null', null, 'ana', true],
    ['exclude nobody by nulls', { keys: null, segments: null }, 'ana', true],
    ['exclude nobody by empty lists', { keys: [], segments: [] }, 'ana', true],
    ['exclude single keys', { keys: ['bob', 'ana'] }, 'ana', false],
    ['exclude single keys only', { keys: ['bob'] }, 'ana', true],
    ['exclude a standard segment', { segments: [standard('blocked')] }, 'ana', false],
    ['exclude by the second of two segments', { segments: [standard('nowhere'), standard('blocked')] }, 'ana', false],
    ['exclude nobody by an unknown segment', { segments: [standard('nowhere'), ruleBased('nowhere')] }, 'ana', true],
    ['exclude a rule-based segment', { segments: [ruleBased('others')] }, 'bob', false],
    ['do not exclude whom the excluded segment excludes', { segments: [ruleBased('others')] }, 'ana', true],
    ['exclude nobody by a large segment', { segments: [{ name: 'staff', type: 'large' }] }, 'ana', true],
    ['exclude nobody by an unknown type', { segments: [{ name: 'staff', type: 'tiny' }] }, 'ana', true],
    ['exclude a hostile key', { keys: ['__proto__'] }, '__proto__', false],
  ];
  for (const [what, excluded, key, member] of rows) {
    it(what, async () => {
      const others = ruleBasedSegment('others', [allKeys], { keys: ['ana'] });
      expect(await askAbout([ruleBasedSegment('s', [allKeys], excluded), others], { key })).to.equal(
        member ? 'on' : 'off',
      );
    });
  }

  it('exclude by the matching key, not by the bucketing key', async () => {
    const segments = [ruleBasedSegment('s', [allKeys], { keys: ['ana'] })];
    expect(await askAbout(segments, { key: 'bob', bucketingKey: 'ana' })).to.equal('on');
    expect(await askAbout(segments, { key: 'ana', bucketingKey: 'bob' })).to.equal('off');
  });

  const empty: readonly (readonly [what: string, segments: readonly unknown[]])[] = [
    ['is not there', []],
    ['is archived', [{ ...ruleBasedSegment('s', [allKeys]), status: 'ARCHIVED' }]],
    ['has no conditions', [{ ...ruleBasedSegment('s', [allKeys]), conditions: [] }]],
    ['has null for conditions', [{ ...ruleBasedSegment('s', [allKeys]), conditions: null }]],
  ];
  for (const [what, segments] of empty) {
    it(`have nobody when the segment ${what}`, async () => {
      expect(await askAbout(segments)).to.equal('off');
    });
  }

  it('may refer to each other, and to flags', async () => {
    const segments = [
      ruleBasedSegment('s', [inRuleBasedSegment('t')]),
      ruleBasedSegment('t', [dependsOn('killed gate', 'on')]),
    ];
    expect(await askAbout(segments, { key: 'bob' })).to.equal('on');
    expect(await askAbout(segments, { key: 'ana' })).to.equal('off');
  });

  const inside: readonly (readonly [what: string, matchers: unknown])[] = [
    ['an unknown matcher', [matcher('FROM_THE_FUTURE')]],
    ['an unknown matcher beside one that does not hold', [keyIn('nobody'), matcher('FROM_THE_FUTURE')]],
    ['malformed data', [matcher('WHITELIST', { whitelistMatcherData: null })]],
  ];
  for (const [what, matchers] of inside) {
    it(`have everybody when there is ${what} inside`, async () => {
      const segment = ruleBasedSegment('s', matchers as never);
      const world = await worldWith([segment]);
      expect(world.treatment('x', { key: 'anybody' })).to.equal('on');
      expect(world.problems.join()).to.include('rule-based segment "s"');
    });
  }

  it('have everybody but the excluded when there is something unsupported inside', async () => {
    const segment = ruleBasedSegment('s', [matcher('FROM_THE_FUTURE')], { keys: ['ana'] });
    expect(await askAbout([segment], { key: 'ana' })).to.equal('off');
    expect(await askAbout([segment], { key: 'bob' })).to.equal('on');
  });
});

describe('rule-based segments that cannot be read', () => {
  for (const element of [null, 5, 'staff', [], {}, { name: 5, type: 'standard' }, { type: 'standard' }]) {
    it(`have everybody, and not an exception, with ${JSON.stringify(element)} among the excluded segments`, async () => {
      const excluded = { segments: [element] } as never;
      const world = await worldWith([ruleBasedSegment('s', [keyIn('nobody')], excluded)]);
      expect(world.ask('x')).to.deep.include({ treatment: 'on', label: 'rolled out' });
      expect(world.problems).to.deep.equal([
        'rule-based segment "s" cannot be evaluated: an excluded segment has no name',
      ]);
    });
  }
});

describe('rule-based segments in a circle (§2.8)', () => {
  it('come to an end, with nobody in them by the circle itself', async () => {
    const segments = [
      ruleBasedSegment('s', [inRuleBasedSegment('t')]),
      ruleBasedSegment('t', [inRuleBasedSegment('s')]),
    ];
    expect(await askAbout(segments)).to.equal('off');
    expect(await askAbout([ruleBasedSegment('s', [inRuleBasedSegment('s')])])).to.equal('off');
  });

  it('still have whom another condition takes in', async () => {
    const s = ruleBasedSegment('s', [inRuleBasedSegment('s')]);
    const both = { ...s, conditions: [...s.conditions!, ...ruleBasedSegment('s', [keyIn('ana')]).conditions!] };
    expect(await askAbout([both], { key: 'ana' })).to.equal('on');
    expect(await askAbout([both], { key: 'bob' })).to.equal('off');
  });

  it('that exclude themselves come to an end', async () => {
    const segments = [
      ruleBasedSegment('s', [allKeys], { segments: [ruleBased('t')] }),
      ruleBasedSegment('t', [allKeys], { segments: [ruleBased('s')] }),
    ];
    expect(await askAbout(segments)).to.be.oneOf(['on', 'off']);
  });
});
