import type { FFCClient, FFCUser } from '@polyflag/featureflag-co-provider';
import { expect } from 'chai';
import { clause, flag, inSegment, message, needs, on, rule, segment, slice } from '../support/environment.js';
import { Stage } from '../support/stage.js';

const gold = clause('plan', 'Equal', 'gold');

const flags = [
  flag('plain', {}, { defaultRulePercentageRollouts: [slice(0, 1, on)] }),
  flag('ruled', { fftuwmtr: [rule([gold])] }),
  flag('needy', { ffp: [needs('ruled')] }, { defaultRulePercentageRollouts: [slice(0, 1, on)] }),
  flag('twice', { ffp: [needs('ruled'), needs('plain')] }, { defaultRulePercentageRollouts: [slice(0, 1, on)] }),
  flag('own', { ffp: [needs('own')] }),
  flag('circle-a', { ffp: [needs('circle-b')] }),
  flag('circle-b', { ffp: [needs('circle-a')] }),
  flag('orphan', { ffp: [needs('nowhere')] }),
  flag('segmented', { fftuwmtr: [rule([inSegment('s1', 's2')])] }),
  flag('bad-segment', { fftuwmtr: [rule([inSegment('bad', 's1')])] }),
  flag('looping', { fftuwmtr: [rule([inSegment('loop')])] }),
  flag('missed', { fftuwmtr: [rule([gold], []), rule([gold])] }, { defaultRulePercentageRollouts: [slice(0, 0)] }),
  flag('switch', {}, { status: 'Disabled' }),
  flag('__proto__', {}, { defaultRulePercentageRollouts: [slice(0, 1, on)] }),
  flag('archived', { isArchived: true }),
];
const segments = [
  segment('s1', { included: ['ann', 'bob'], excluded: ['bob'] }),
  segment('s2', { rules: [{ ruleJsonContent: [gold] }] }),
  segment('bad', { rules: [{ ruleJsonContent: [clause('plan', 'MatchRegex', '*a')] }] }),
  segment('loop', { rules: [{ ruleJsonContent: [inSegment('loop')] }] }),
];

describe('client: answers', () => {
  const stage = new Stage();
  let client: FFCClient;

  before(async () => {
    client = await stage.serving(message(flags, segments));
  });

  beforeEach(() => {
    stage.sink.reports.length = 0;
  });

  const rows: readonly [key: string, user: FFCUser, answer: string, events: string[]][] = [
    ['plain', { key: 'ann' }, 'on (fall through all rules)', ['plain on (fall through all rules)*']],
    ['ruled', { key: 'ann', plan: 'gold' }, 'on (rule match)', ['ruled on (rule match)*']],
    [
      'needy',
      { key: 'ann', plan: 'gold' },
      'on (fall through all rules)',
      ['ruled on (rule match)*', 'needy on (fall through all rules)*'],
    ],
    [
      'twice',
      { key: 'ann', plan: 'gold' },
      'on (fall through all rules)',
      ['ruled on (rule match)*', 'plain on (fall through all rules)*', 'twice on (fall through all rules)*'],
    ],
    [
      'twice',
      { key: 'ann' },
      'off (prerequisite failed)',
      ['ruled off (fall through all rules)*', 'twice off (prerequisite failed)'],
    ],
    ['own', { key: 'ann' }, 'off (fall through all rules)', ['own off (fall through all rules)*']],
    ['orphan', { key: 'ann' }, 'off (prerequisite failed)', ['orphan off (prerequisite failed)']],
    ['segmented', { key: 'ann' }, 'on (rule match)', ['segmented on (rule match)*']],
    ['segmented', { key: 'bob' }, 'off (fall through all rules)', ['segmented off (fall through all rules)*']],
    ['segmented', { key: 'bob', plan: 'gold' }, 'on (rule match)', ['segmented on (rule match)*']],
    // A failure in one segment ends the clause, whatever the next one would say.
    [
      'bad-segment',
      { key: 'ann', plan: 'x' },
      'off (fall through all rules)',
      ['bad-segment off (fall through all rules)*'],
    ],
    ['bad-segment', { key: 'ann' }, 'on (rule match)', ['bad-segment on (rule match)*']],
    ['looping', { key: 'ann' }, 'off (fall through all rules)', ['looping off (fall through all rules)*']],
    // The first rule that matches is the last that is looked at.
    ['missed', { key: 'ann', plan: 'gold' }, 'off (fall through all rules)', ['missed off (fall through all rules)']],
    ['switch', { key: 'ann' }, 'off (flag off)', ['switch off (flag off)']],
    ['__proto__', { key: 'ann' }, 'on (fall through all rules)', ['__proto__ on (fall through all rules)*']],
  ];
  for (const [key, user, answer, events] of rows) {
    it(`${key} for ${JSON.stringify(user)}: ${answer}`, () => {
      const { success, message, data } = client.variationDetail(key, user);
      expect([success, message]).to.deep.equal([true, 'OK']);
      expect(`${String(data.variation)} (${data.reason})`).to.equal(answer);
      expect([data.keyName, data.name]).to.deep.equal([key, `Flag ${key}`]);
      expect(stage.sink.answers).to.deep.equal([events]);
      expect(client.variation(key, user)).to.equal(data.variation);
    });
  }

  const refusals: readonly [key: unknown, user: unknown, reason: string][] = [
    ['nope', { key: 'ann' }, 'flag not found'],
    ['', { key: 'ann' }, 'flag not found'],
    [undefined, { key: 'ann' }, 'flag not found'],
    ['toString', { key: 'ann' }, 'flag not found'],
    ['archived', { key: 'ann' }, 'flag not found'],
    ['nope', null, 'flag not found'],
    ['plain', null, 'user not specified'],
    ['plain', { key: 7 }, 'user not specified'],
    ['plain', { key: 'ann', name: ' ' }, 'user not specified'],
    ['circle-a', { key: 'ann' }, 'error in evaluation'],
    [
      'plain',
      {
        get key(): string {
          throw new Error('a getter');
        },
      },
      'error in evaluation',
    ],
  ];
  for (const [key, user, reason] of refusals) {
    it(`${String(key)} is refused: ${reason}`, () => {
      const state = client.variationDetail(key as string, user as FFCUser, 'mine');
      expect(state).to.include({ success: false, message: reason, isDefaultValue: true });
      expect(state.data).to.include({ id: -1, reason, variation: 'mine', name: 'flag name unknown' });
      expect(client.variation(key as string, user as FFCUser)).to.equal(null);
      expect(client.isEnabled(key as string, user as FFCUser)).to.equal(false);
      expect(stage.sink.answers).to.deep.equal([]);
    });
  }

  it('gives the default that the options have, before that of the call', async () => {
    const other = new Stage();
    const given = await other.serving(message([]), { defaults: { a: false, b: undefined } });
    expect(given.variation('a', { key: 'ann' }, 'mine')).to.equal(false);
    expect(given.variation('b', { key: 'ann' }, 'mine')).to.equal(undefined);
    expect(given.variation('toString', { key: 'ann' }, 'mine')).to.equal('mine');
    expect(given.isEnabled('a', { key: 'ann' })).to.equal(false);
  });

  it('is the same object for the same answer, and frozen', () => {
    const state = client.variationDetail('plain', { key: 'ann' });
    expect(client.variationDetail('plain', { key: 'bob' })).to.equal(state);
    expect(state).to.be.frozen;
    expect(state.data).to.be.frozen;
  });

  it('tells of all flags, sends nothing before one is asked for, and leaves out none for one that fails', () => {
    const states = client.getAllLatestFlagVariations({ key: 'ann', plan: 'gold' });
    expect(stage.sink.answers).to.deep.equal([]);
    expect([states.success, states.message]).to.deep.equal([true, 'OK']);
    expect(states.keyNames).to.have.members(
      flags.map(({ id }) => String(id).slice(13)).filter((key) => key !== 'archived'),
    );
    const failed = states.data.filter(({ id }) => id === -1).map(({ keyName, reason }) => `${keyName}: ${reason}`);
    expect(failed).to.deep.equal(['circle-a: error in evaluation', 'circle-b: error in evaluation']);
    expect(states.get('needy')).to.include({ id: 1, variation: 'on' });
    states.get('needy');
    const event = ['ruled on (rule match)*', 'needy on (fall through all rules)*'];
    expect(stage.sink.answers).to.deep.equal([event, event]);
    expect(states.get('circle-a')).to.include({ id: -1 });
    expect(states.get('nope')).to.equal(null);
    expect(stage.sink.answers).to.have.length(2);
    expect(JSON.parse(JSON.stringify(states))).to.have.all.keys('success', 'message', 'data');
  });

  it('keeps of a user what he was when he was asked for', () => {
    const user = { key: 'ann', plan: 'gold' };
    client.variation('ruled', user);
    const states = client.getAllLatestFlagVariations(user);
    user.plan = 'x';
    states.get('ruled');
    const plans = stage.sink.events.map((event) => (event as { user: { customizedProperties: object[] } }).user);
    for (const { customizedProperties } of plans) {
      expect(customizedProperties).to.deep.equal([{ name: 'plan', value: 'gold' }]);
    }
    expect(plans).to.have.length(2);
  });

  it('reports of a user the texts and numbers that he has, also those that no flag asks for (spec §6.2)', () => {
    const odd = { vip: true, tags: ['a'], born: new Date(0), none: null };
    client.variation('ruled', { key: 'ann', plan: 'gold', age: 31, ...odd });
    const [event] = stage.sink.events as [{ user: { customizedProperties: object[] } }];
    expect(event.user.customizedProperties).to.deep.equal([
      { name: 'plan', value: 'gold' },
      { name: 'age', value: '31' },
    ]);
  });

  it('knows the flags that are not archived', () => {
    const known = ['plain', 'archived', 'nope', ''].map((key) => client.isFlagKnown(key));
    expect(known).to.deep.equal([true, false, false, false]);
  });

  it('says what it refuses once', () => {
    const lines = stage.log.lines.filter((line) => line.includes('"nope"'));
    expect(lines.length).to.equal(new Set(lines).size);
    expect(lines).to.not.be.empty;
  });
});
