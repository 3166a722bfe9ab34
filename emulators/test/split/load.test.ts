import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { changes, namesIn } from '../support/ask.js';
import { emulatorsInTest } from '../support/emulators.js';
import { always } from '../support/flags.js';
import { Listener } from '../support/listener.js';

describe('load of the Split emulator', () => {
  const emulated = emulatorsInTest();

  it('takes an answer of splitChanges of either form, with its change numbers', async () => {
    for (const body of [
      { ff: { s: -1, t: 70, d: [always('one', 'on', { changeNumber: 60 })] }, rbs: { s: -1, t: -1, d: [] } },
      { splits: [always('one', 'on', { changeNumber: 60 })], since: -1, till: 70 },
    ]) {
      const emulator = await emulated({ clock: new ManualClock(1_000) });
      expect(emulator.load(body)).to.equal(70);
      const { ff } = await changes(emulator, 'since=-1');
      expect([ff.d[0]?.changeNumber, ff.t]).to.deep.equal([60, 70]);
    }
  });

  it('changes what differs, archives what is gone, and leaves the rest alone', async () => {
    const emulator = await emulated({ clock: new ManualClock(1_000) });
    emulator.load({ flags: [always('same', 'on'), always('changed', 'on'), always('gone', 'on')] });
    const since = emulator.load({ flags: [always('new', 'on'), always('changed', 'off'), always('same', 'on')] });
    const { ff } = await changes(emulator, 'since=1002');
    expect(ff.d.map(({ name, status }) => [name, status])).to.deep.equal([
      ['new', 'ACTIVE'],
      ['changed', 'ACTIVE'],
      ['gone', 'ARCHIVED'],
    ]);
    expect(ff.t).to.equal(since);
  });

  it('leaves the parts alone that are not given', async () => {
    const emulator = await emulated();
    emulator.load({
      flags: [always('one', 'on')],
      ruleBasedSegments: [{ name: 'rule' }],
      segments: { staff: ['ana'] },
    });
    emulator.load({ flags: [] });
    const { ff, rbs } = await changes(emulator, 'since=-1&rbSince=-1');
    expect([namesIn(ff), namesIn(rbs)]).to.deep.equal([[], ['rule']]);
  });

  it('tells those who listen what has changed, and nothing else', async () => {
    const emulator = await emulated({ clock: new ManualClock(1_000), inline: 'none' });
    emulator.load({ flags: [always('same', 'on'), always('changed', 'on')], segments: { staff: ['ana'] } });
    const listener = await Listener.open(emulator);
    emulator.load({ flags: [always('same', 'on'), always('changed', 'off')], segments: { staff: ['ana'], other: [] } });
    expect((await listener.next()).inner).to.deep.equal({ type: 'SPLIT_UPDATE', changeNumber: 1_003 });
    expect((await listener.next()).inner).to.include({ type: 'SEGMENT_UPDATE', segmentName: 'other' });
  });
});
