import { expect } from 'chai';
import { emulatorsInTest } from '../support/emulators.js';
import { always } from '../support/flags.js';
import { vendorsInTest } from '../support/vendor.js';

describe("the vendor's SDK on the Split emulator", () => {
  const emulated = emulatorsInTest();
  const started = vendorsInTest();

  it('gets ready and evaluates what was put', async () => {
    const emulator = await emulated();
    emulator.putFlag(always('checkout', 'on'));
    const { client } = started(emulator);
    await client.whenReady();
    expect(client.getTreatment('ana', 'checkout')).to.equal('on');
  });

  it('hears of a change through the stream', async () => {
    const emulator = await emulated();
    emulator.putFlag(always('checkout', 'on'));
    const { client, updated } = started(emulator);
    await client.whenReady();
    await emulator.received('/sse');
    await emulator.received('/splitChanges', { count: 2 });
    const changed = updated();
    emulator.putFlag(always('checkout', 'blue'));
    await changed;
    expect(client.getTreatment('ana', 'checkout')).to.equal('blue');
  });
});
