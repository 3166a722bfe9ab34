import type { Inline, SplitEmulator } from '@polyflag/emulators';
import { expect } from 'chai';
import { emulatorsInTest } from '../support/emulators.js';
import { always, conditionOf, onFor } from '../support/flags.js';
import { streaming, vendorsInTest } from '../support/vendor.js';

describe("the vendor's SDK on the Split emulator", () => {
  const emulated = emulatorsInTest();
  const started = vendorsInTest();

  it('gets ready and evaluates what was put', async () => {
    const emulator = await emulated();
    emulator.changeSegment('staff', { add: ['ana'] });
    emulator.putFlag(onFor('by_segment', 'staff', 'IN_SEGMENT'));
    emulator.putRuleBasedSegment(ruled('rule', 'bob'));
    emulator.putFlag(onFor('by_rule', 'rule', 'IN_RULE_BASED_SEGMENT'));
    const { client } = started(emulator);
    await client.whenReady();
    const given = ['ana', 'bob', 'eve'].map((key) => client.getTreatments(key, ['by_segment', 'by_rule']));
    expect(given).to.deep.equal([
      { by_segment: 'on', by_rule: 'off' },
      { by_segment: 'off', by_rule: 'on' },
      { by_segment: 'off', by_rule: 'off' },
    ]);
  });

  const fetches: Readonly<Record<Inline, number>> = { none: 1, plain: 0, gzip: 0, zlib: 0 };
  for (const inline of Object.keys(fetches) as Inline[]) {
    it(`hears of a changed flag through the stream, inline ${inline}`, async () => {
      const emulator = await emulated();
      emulator.putFlag(always('checkout', 'on'));
      const vendor = started(emulator);
      await streaming(emulator, vendor);
      const fetched = fetchesOf(emulator);
      emulator.putFlag(always('checkout', 'blue'), { inline });
      await vendor.gives('ana', 'checkout', 'blue');
      expect(fetchesOf(emulator) - fetched).to.equal(fetches[inline]);
    });
  }

  it('hears of a killed flag, an archived one and a deleted one', async () => {
    const emulator = await emulated();
    for (const name of ['killed', 'archived', 'deleted']) emulator.putFlag(always(name, 'on'));
    const vendor = started(emulator);
    await streaming(emulator, vendor);
    emulator.killFlag('killed', 'dead');
    await vendor.gives('ana', 'killed', 'dead');
    emulator.archiveFlag('archived');
    await vendor.gives('ana', 'archived', 'control');
    emulator.deleteFlag('deleted');
    await vendor.gives('ana', 'deleted', 'control');
  });

  it('hears of changed segments of both kinds', async () => {
    const emulator = await emulated();
    emulator.changeSegment('staff', { add: ['ana'] });
    emulator.putFlag(onFor('by_segment', 'staff', 'IN_SEGMENT'));
    emulator.putRuleBasedSegment(ruled('rule', 'bob'));
    emulator.putFlag(onFor('by_rule', 'rule', 'IN_RULE_BASED_SEGMENT'));
    const vendor = started(emulator);
    await streaming(emulator, vendor);
    emulator.changeSegment('staff', { add: ['eve'], remove: ['ana'] });
    await vendor.gives('eve', 'by_segment', 'on');
    await vendor.gives('ana', 'by_segment', 'off');
    emulator.putRuleBasedSegment(ruled('rule', 'eve'));
    await vendor.gives('eve', 'by_rule', 'on');
    await vendor.gives('bob', 'by_rule', 'off');
    emulator.removeRuleBasedSegment('rule');
    await vendor.gives('eve', 'by_rule', 'off');
  });

  it('goes on page by page, one with every poll', async () => {
    const emulator = await emulated({ pageSize: 2 });
    for (let at = 0; at < 5; at++) emulator.putFlag(always(`flag_${at}`, 'on'));
    const vendor = started(emulator, { streamingEnabled: false });
    await vendor.client.whenReady();
    expect(vendor.factory.manager().names()).to.deep.equal(['flag_0', 'flag_1']);
    await vendor.gives('ana', 'flag_4', 'on');
    expect(vendor.factory.manager().names()).to.have.length(5);
  });

  it('gets only the flags of the sets that it asks for', async () => {
    const emulator = await emulated();
    emulator.putFlag(always('inside', 'on', { sets: ['alpha'] }));
    emulator.putFlag(always('outside', 'on', { sets: ['beta'] }));
    const { client, factory } = started(emulator, {
      sync: { splitFilters: [{ type: 'bySet', values: ['alpha', 'gamma'] }] },
    });
    await client.whenReady();
    expect(factory.manager().names()).to.deep.equal(['inside']);
  });

  it('falls back to an older form where the newer one is not known', async () => {
    const emulator = await emulated({ specs: ['1.0', '1.1', '1.2'] });
    emulator.putFlag(always('checkout', 'on'));
    const { client } = started(emulator);
    await client.whenReady();
    expect(client.getTreatment('ana', 'checkout')).to.equal('on');
    const asked = emulator.requests.filter(({ path }) => path === '/splitChanges');
    expect(asked.slice(0, 2).map(({ query, status }) => [query.s, status])).to.deep.equal([
      ['1.3', 400],
      ['1.2', 200],
    ]);
  });

  it('does not get ready with a key that is not accepted', async () => {
    const emulator = await emulated({ keys: ['another'] });
    const { client } = started(emulator, { startup: { readyTimeout: 0.05 } });
    const refused = emulator.received(({ status }) => status === 401);
    await new Promise((resolve) => void client.once(client.Event.SDK_READY_TIMED_OUT, resolve));
    expect((await refused).path).to.equal('/splitChanges');
    emulator.acceptKeys('emulated');
    await new Promise((resolve) => void client.once(client.Event.SDK_READY, resolve));
  });
});

function ruled(name: string, key: string) {
  return { name, conditions: [conditionOf('WHITELIST', { whitelistMatcherData: { whitelist: [key] } })] };
}

function fetchesOf({ requests }: SplitEmulator): number {
  return requests.filter(({ path }) => path === '/splitChanges').length;
}
