import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { ask, changes, namesIn } from '../support/ask.js';
import { emulatorsInTest } from '../support/emulators.js';
import { always, conditionOf } from '../support/flags.js';

describe('splitChanges of the Split emulator', () => {
  const emulated = emulatorsInTest();

  it('says -1 while there is nothing', async () => {
    const emulator = await emulated();
    expect(await changes(emulator, 'since=-1&rbSince=-1')).to.deep.equal({
      ff: { s: -1, t: -1, d: [] },
      rbs: { s: -1, t: -1, d: [] },
    });
  });

  it('has change numbers that are the time and always grow, over all kinds', async () => {
    const clock = new ManualClock(1_700_000_000_000);
    const emulator = await emulated({ clock });
    const numbers = [emulator.putFlag(always('one', 'on')), emulator.changeSegment('staff', {})];
    await clock.advance(500);
    numbers.push(emulator.putRuleBasedSegment({ name: 'rule', conditions: [] }), emulator.killFlag('one', 'off'));
    expect(numbers).to.deep.equal([1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_500, 1_700_000_000_501]);
  });

  it('takes a change number that is given, and goes on above it', async () => {
    const emulator = await emulated({ clock: new ManualClock(1_000) });
    expect(emulator.putFlag(always('one', 'on'), { changeNumber: 5_000 })).to.equal(5_000);
    expect(emulator.putFlag(always('two', 'on'))).to.equal(5_001);
  });

  it('tells what came after since, oldest first, each half by its own number', async () => {
    const emulator = await emulated({ clock: new ManualClock(100) });
    emulator.putFlag(always('one', 'on'));
    emulator.putFlag(always('two', 'on'));
    emulator.putRuleBasedSegment({ name: 'rule', conditions: [conditionOf('ALL_KEYS', {})] });
    emulator.putFlag(always('one', 'blue'));
    const { ff, rbs } = await changes(emulator, 'since=-1&rbSince=-1');
    expect([namesIn(ff), ff.s, ff.t]).to.deep.equal([['two', 'one'], -1, 103]);
    expect([namesIn(rbs), rbs.s, rbs.t]).to.deep.equal([['rule'], -1, 102]);
    const later = await changes(emulator, 'since=101&rbSince=102');
    expect([namesIn(later.ff), later.ff.t]).to.deep.equal([['one'], 103]);
    expect(later.rbs).to.deep.equal({ s: 102, t: 102, d: [] });
  });

  it('answers nothing new with 200 and a till that is since', async () => {
    const emulator = await emulated({ clock: new ManualClock(100) });
    emulator.putFlag(always('one', 'on'));
    const { status, body } = await ask(`${emulator.urls.sdk}/splitChanges?s=1.3&since=100&rbSince=-1&till=100`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ ff: { s: 100, t: 100, d: [] } });
  });

  it('never goes back for those who know more', async () => {
    const emulator = await emulated({ clock: new ManualClock(100) });
    emulator.putFlag(always('one', 'on'));
    expect((await changes(emulator, 'since=900')).ff).to.deep.equal({ s: 900, t: 900, d: [] });
  });

  it('gives a page at a time, so that one has to go on', async () => {
    const emulator = await emulated({ clock: new ManualClock(100), pageSize: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) emulator.putFlag(always(name, 'on'));
    const pages: [string[], number][] = [];
    for (let since = -1, till = 0; till !== since;) {
      if (pages.length > 0) since = till;
      const { ff } = await changes(emulator, `since=${since}`);
      till = ff.t;
      pages.push([namesIn(ff), till]);
    }
    expect(pages).to.deep.equal([
      [['a', 'b'], 101],
      [['c', 'd'], 103],
      [['e'], 104],
      [[], 104],
    ]);
  });

  it('never parts what has one change number', async () => {
    const emulator = await emulated({ pageSize: 2 });
    const flags = ['a', 'b', 'c', 'd'].map((name) => ({ ...always(name, 'on'), changeNumber: name === 'a' ? 1 : 2 }));
    emulator.load({ flags });
    const { ff } = await changes(emulator, 'since=-1');
    expect([namesIn(ff), ff.t]).to.deep.equal([['a', 'b', 'c', 'd'], 2]);
  });

  it('tells those who knew a flag that it is archived or deleted, and others nothing', async () => {
    const emulator = await emulated({ clock: new ManualClock(100) });
    for (const name of ['kept', 'archived', 'deleted']) emulator.putFlag(always(name, 'on'));
    emulator.archiveFlag('archived');
    emulator.deleteFlag('deleted');
    expect(namesIn((await changes(emulator, 'since=-1')).ff)).to.deep.equal(['kept']);
    const { d } = (await changes(emulator, 'since=102')).ff;
    expect(d.map(({ name, status }) => [name, status])).to.deep.equal([
      ['archived', 'ARCHIVED'],
      ['deleted', 'ARCHIVED'],
    ]);
    expect(d[0]).to.have.property('conditions');
    expect(d[1]).to.deep.equal({ name: 'deleted', changeNumber: 104, status: 'ARCHIVED' });
  });

  it('serves a killed flag with its new default treatment', async () => {
    const emulator = await emulated();
    emulator.putFlag(always('one', 'on'));
    const changeNumber = emulator.killFlag('one', 'dead');
    const { d } = (await changes(emulator, 'since=-1')).ff;
    expect(d[0]).to.include({ killed: true, defaultTreatment: 'dead', changeNumber, status: 'ACTIVE' });
  });

  it('serves the flags of the sets asked for, and those that have left them', async () => {
    const emulator = await emulated({ clock: new ManualClock(100) });
    emulator.putFlag(always('alpha', 'on', { sets: ['alpha'] }));
    emulator.putFlag(always('both', 'on', { sets: ['alpha', 'beta'] }));
    emulator.putFlag(always('none', 'on'));
    expect(namesIn((await changes(emulator, 'since=-1&sets=beta')).ff)).to.deep.equal(['both']);
    expect(namesIn((await changes(emulator, 'since=-1&sets=alpha%2Cother')).ff)).to.deep.equal(['alpha', 'both']);
    emulator.putFlag(always('both', 'on', { sets: ['alpha'] }));
    expect(namesIn((await changes(emulator, 'since=102&sets=beta')).ff)).to.deep.equal(['both']);
  });

  it('serves the flags of the names and prefixes asked for', async () => {
    const emulator = await emulated();
    for (const name of ['one', 'two', 'pre_a', 'pre_b']) emulator.putFlag(always(name, 'on'));
    const { ff } = await changes(emulator, 'since=-1&names=one&prefixes=pre_');
    expect(namesIn(ff)).to.deep.equal(['one', 'pre_a', 'pre_b']);
  });

  for (const spec of ['s=1.2&', 's=1.1&', '']) {
    it(`has the older form for "${spec}"`, async () => {
      const emulator = await emulated({ clock: new ManualClock(100) });
      emulator.putFlag(always('one', 'on'));
      const { body } = await ask(`${emulator.urls.sdk}/splitChanges?${spec}since=-1`);
      expect(body).to.include({ since: -1, till: 100 });
      expect(body).to.have.property('splits').with.length(1);
    });
  }

  it('refuses specs that it is told not to know, and numbers that are none', async () => {
    const emulator = await emulated({ specs: ['1.1', '1.2'] });
    const statusOf = async (query: string) => (await ask(`${emulator.urls.sdk}/splitChanges?${query}`)).status;
    expect(await statusOf('s=1.3&since=-1')).to.equal(400);
    expect(await statusOf('s=1.2&since=-1')).to.equal(200);
    emulator.configure({ specs: ['1.3'] });
    expect(await statusOf('s=1.3&since=-1')).to.equal(200);
    expect(await statusOf('s=1.3&since=yesterday')).to.equal(400);
  });

  it('cannot kill, archive or remove what is not there', async () => {
    const emulator = await emulated();
    expect(() => emulator.killFlag('none', 'off')).to.throw('flag none');
    expect(() => emulator.archiveFlag('none')).to.throw('flag none');
    expect(() => emulator.deleteFlag('none')).to.throw('flag none');
    expect(() => emulator.removeRuleBasedSegment('none')).to.throw('rule-based segment none');
  });
});
