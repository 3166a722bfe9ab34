import { expect } from 'chai';
import type { Condition, FlagProgram } from '#src/evaluation/program.js';
import type { Change } from '#src/store/memory.js';
import {
  always,
  definition,
  flag,
  inSegment,
  isOn,
  never,
  onIf,
  rule,
  segment,
  serve,
  World,
} from '../evaluation/support/world.js';

function world(): World {
  return new World({
    flags: [
      flag('plain', serve('on')),
      onIf('follower', isOn('plain')),
      onIf('follower of follower', isOn('follower')),
      onIf('ruled', rule('outer')),
      onIf('segmented', inSegment('staff')),
      onIf('waiting', isOn('absent flag')),
      onIf('waiting for a rule', rule('absent rule')),
      onIf('waiting for a segment', inSegment('absent segment')),
      { ...flag('later', serve('on')), first: ['plain'] },
      onIf('self', { if: 'not', of: isOn('self') }),
    ],
    rules: [
      ['outer', rule('inner')],
      ['inner', inSegment('staff')],
      ['unused', always],
    ],
    segments: [
      ['staff', ['ana']],
      ['unused', ['ana']],
    ],
  });
}

const putFlag = (name: string, wire: FlagProgram, version = 2): Change => ({
  flags: { put: [definition(name, wire, version)] },
});
const putRule = (name: string, wire: Condition, version = 2): Change => ({
  rules: { put: [definition(name, wire, version)] },
});
const putSegment = (name: string, keys: string[], version = 2): Change => ({
  segments: { put: [segment(name, keys, version)] },
});

const rows: [title: string, change: Change, affected: string[]][] = [
  ['a flag nobody refers to', putFlag('segmented', flag('segmented', serve('off'))), ['segmented']],
  [
    'a flag that others follow',
    putFlag('plain', flag('plain', serve('off'))),
    ['plain', 'follower', 'follower of follower', 'later'],
  ],
  ['a flag in the middle', putFlag('follower', flag('follower', serve('off'))), ['follower', 'follower of follower']],
  ['a new flag', putFlag('new', flag('new', serve('on'))), ['new']],
  ['a new flag that refers to an old one', putFlag('new', onIf('new', isOn('plain'))), ['new']],
  ['a flag that was waited for', putFlag('absent flag', flag('absent flag', serve('on'))), ['absent flag', 'waiting']],
  ['a flag that refers to itself', putFlag('self', flag('self', serve('off'))), ['self']],
  ['a removed flag', { flags: { put: [], remove: [{ name: 'follower' }] } }, ['follower', 'follower of follower']],
  ['a flag that was never there', { flags: { put: [], remove: [{ name: 'nobody' }, { name: 'absent flag' }] } }, []],
  ['a rule', putRule('inner', never), ['ruled']],
  ['a rule that was waited for', putRule('absent rule', always), ['waiting for a rule']],
  ['a rule nobody asks', putRule('unused', never), []],
  ['a removed rule', { rules: { put: [], remove: [{ name: 'inner' }] } }, ['ruled']],
  ['a segment, through a rule and directly', putSegment('staff', ['bob']), ['ruled', 'segmented']],
  ['a segment that was waited for', putSegment('absent segment', []), ['waiting for a segment']],
  ['a segment nobody asks', putSegment('unused', []), []],
  ['a removed segment', { segments: { put: [], remove: [{ name: 'staff' }] } }, ['ruled', 'segmented']],
  ['nothing', {}, []],
  ['nothing of every sort', { flags: { put: [] }, rules: { put: [], remove: [] }, segments: { put: [] } }, []],
  [
    'several at once',
    { ...putFlag('plain', flag('plain', serve('off'))), ...putSegment('staff', []), ...putRule('absent rule', always) },
    ['plain', 'follower', 'follower of follower', 'later', 'ruled', 'segmented', 'waiting for a rule'],
  ],
  [
    'a flag that is taken off what it followed, while that changes',
    {
      flags: {
        put: [
          definition('follower', flag('follower', serve('on')), 2),
          definition('plain', flag('plain', serve('off')), 2),
        ],
      },
    },
    ['plain', 'follower', 'follower of follower', 'later'],
  ],
  [
    'a flag that begins to follow a segment, while that changes',
    { ...putSegment('unused', ['bob']), ...putFlag('plain', onIf('plain', inSegment('unused'))) },
    ['plain', 'follower', 'follower of follower', 'later'],
  ],
];

describe('store: the keys that a change names', () => {
  for (const [title, change, affected] of rows) {
    it(`${title}: ${affected.join(', ') || 'none'}`, () => {
      expect(world().store.apply(change)).to.have.members(affected).and.have.length(affected.length);
    });
  }

  it('are none where everything arrives again as it is', () => {
    const again: Change = {
      flags: {
        put: [
          definition('plain', flag('plain', serve('on')), 1),
          definition('follower', onIf('follower', isOn('plain')), 1),
        ],
      },
      rules: { put: [definition('inner', inSegment('staff'), 1)] },
      segments: { put: [segment('staff', ['ana'], 1)] },
    };
    const { store } = world();
    expect(store.apply(again)).to.be.empty;
    expect(store.apply({ ...again, reset: true })).to.be.empty;
  });

  it('are none where a segment has the same keys in a newer version', () => {
    const { store } = world();
    expect(store.apply(putSegment('staff', ['ana'], 2))).to.be.empty;
    // The version has risen nevertheless.
    store.apply(putSegment('staff', ['eve'], 1));
    expect([...store.set.table.segments.get('staff')!.keys!]).to.deep.equal(['ana']);
  });

  it('are the same however the members of a definition are ordered', () => {
    const { store } = world();
    const { key, kind, info, outcomes, steps } = flag('plain', serve('on'));
    const turned = { steps, outcomes, info, kind, key };
    expect(store.apply(putFlag('plain', turned, 1))).to.be.empty;
  });

  it('follow a circle once round', () => {
    const { store } = new World({
      flags: [onIf('a', isOn('b')), onIf('b', isOn('c')), onIf('c', isOn('a')), flag('d', serve('on'))],
    });
    expect(store.apply(putFlag('b', onIf('b', never))))
      .to.have.members(['a', 'b', 'c'])
      .and.have.length(3);
    // The circle is open now: c follows a, a follows b.
    expect(store.apply(putFlag('c', onIf('c', never)))).to.deep.equal(['c']);
  });

  it('follow rules that lead back to themselves', () => {
    const rules: [string, Condition][] = [
      ['r', rule('s')],
      ['s', { if: 'any', of: [rule('r'), inSegment('staff')] }],
    ];
    const { store } = new World({ flags: [onIf('f', rule('r'))], rules });
    expect(store.apply(putSegment('staff', ['ana']))).to.deep.equal(['f']);
  });
});

describe('store: a table that is replaced', () => {
  it('loses what is not named, whatever its version, and names exactly what changed', () => {
    const place = world();
    const change: Change = {
      flags: {
        replace: [
          definition('plain', flag('plain', serve('on')), 1),
          definition('segmented', onIf('segmented', never), 2),
          definition('new', flag('new', serve('on'))),
        ],
      },
    };
    const gone = [
      'follower',
      'follower of follower',
      'ruled',
      'waiting',
      'waiting for a rule',
      'waiting for a segment',
      'later',
      'self',
    ];
    expect(place.store.apply(change)).to.have.members([...gone, 'segmented', 'new']);
    expect([...place.set.flagCells()].map(({ key }) => key)).to.have.members(['plain', 'segmented', 'new']);
    for (const key of gone) expect(place.answer(key)).to.equal('FLAG_NOT_FOUND');
    expect(place.store.apply(change)).to.be.empty;
  });

  it('leaves the other tables alone', () => {
    const place = world();
    expect(
      place.store.apply({ segments: { replace: [segment('staff', ['bob'])] }, rules: { replace: [] } }),
    ).to.have.members(['ruled', 'segmented']);
    expect(place.answer('segmented', { key: 'bob' })).to.equal('on');
    expect(place.answer('ruled', { key: 'bob' })).to.equal('off');
    expect(place.answer('plain')).to.equal('on');
  });
});
