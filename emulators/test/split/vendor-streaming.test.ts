import type { SplitEmulator } from '@polyflag/emulators';
import { expect } from 'chai';
import { emulatorsInTest } from '../support/emulators.js';
import { always } from '../support/flags.js';
import { streaming, vendorsInTest, type Vendor } from '../support/vendor.js';

/** What the SDK says in its telemetry when it goes over to another way of being kept up to date (spec §6.6). */
const mode = { type: 70, streaming: 0, polling: 1 } as const;

describe("the vendor's SDK, when streaming on the Split emulator", () => {
  const emulated = emulatorsInTest();
  const started = vendorsInTest();

  /** An SDK that streams, and which ways it has gone over to until it is destroyed. */
  async function streamed(): Promise<{ emulator: SplitEmulator; vendor: Vendor; modes: () => Promise<number[]> }> {
    const emulator = await emulated();
    emulator.putFlag(always('checkout', 'on'));
    const vendor = started(emulator);
    await streaming(emulator, vendor);
    const modes = async (): Promise<number[]> => {
      await vendor.factory.destroy();
      const { sE } = emulator.metrics.usage.at(-1) as { sE: { e: number; d: number }[] };
      return sE.filter(({ e }) => e === mode.type).map(({ d }) => d);
    };
    return { emulator, vendor, modes };
  }

  /** A change arrives: it does so by polling when it is not told. */
  async function polls({ gives }: Vendor, emulator: SplitEmulator): Promise<void> {
    emulator.putFlag(always('checkout', 'polled'));
    await gives('ana', 'checkout', 'polled');
  }

  /** A change arrives with a notification, and with the definition in it. */
  async function streams({ gives }: Vendor, emulator: SplitEmulator): Promise<void> {
    emulator.putFlag(always('checkout', 'streamed'), { notify: true });
    await gives('ana', 'checkout', 'streamed');
  }

  const thereAndBack = [mode.polling, mode.streaming];

  it('polls while streaming is paused, and returns', async () => {
    const { emulator, vendor, modes } = await streamed();
    emulator.pauseStreaming();
    await polls(vendor, emulator);
    emulator.resumeStreaming();
    await emulator.received('/splitChanges', { from: emulator.requests.length });
    await streams(vendor, emulator);
    expect(await modes()).to.deep.equal(thereAndBack);
    expect(emulator.requests.filter(({ path }) => path === '/sse')).to.have.length(1);
  });

  it('polls while nobody publishes, and returns', async () => {
    const { emulator, vendor, modes } = await streamed();
    emulator.setPublishers(0, 2);
    emulator.setPublishers(0, 0);
    await polls(vendor, emulator);
    emulator.setPublishers(1, 0);
    await emulator.received('/splitChanges', { from: emulator.requests.length });
    await streams(vendor, emulator);
    expect(await modes()).to.deep.equal(thereAndBack);
  });

  const breaks: Readonly<Record<string, (emulator: SplitEmulator) => void | Promise<void>>> = {
    'its connections are cut': (emulator) => emulator.cutConnections(),
    'the stream is ended': (emulator) => emulator.endStreams(),
    'its token expires': (emulator) => emulator.expireTokens(),
    'the host is down': async (emulator) => {
      await emulator.goDown();
      await emulator.comeUp();
    },
  };
  for (const [what, happen] of Object.entries(breaks)) {
    it(`connects anew with a new token when ${what}`, async () => {
      const { emulator, vendor, modes } = await streamed();
      await happen(emulator);
      await emulator.received('/sse', { count: 2 });
      await streams(vendor, emulator);
      expect(await modes()).to.deep.equal(thereAndBack);
      const tokens = emulator.requests
        .filter(({ path, status }) => path === '/sse' && status === 200)
        .map(({ query }) => query.accessToken);
      expect(new Set(tokens)).to.have.property('size', 2);
    });
  }

  it('connects anew without polling when streaming is reset', async () => {
    const { emulator, vendor, modes } = await streamed();
    emulator.resetStreaming();
    await emulator.received('/sse', { count: 2 });
    await streams(vendor, emulator);
    expect(await modes()).to.deep.equal([]);
  });

  it('polls for good when streaming is disabled', async () => {
    const { emulator, vendor, modes } = await streamed();
    emulator.disableStreaming();
    await polls(vendor, emulator);
    expect(emulator.openStreams).to.equal(0);
    expect(await modes()).to.deep.equal([mode.polling]);
    expect(emulator.requests.filter(({ path }) => path === '/v2/auth')).to.have.length(1);
  });

  it('polls for good when it gets no token', async () => {
    const emulator = await emulated({ pushEnabled: false });
    emulator.putFlag(always('checkout', 'on'));
    const vendor = started(emulator);
    await vendor.client.whenReady();
    await polls(vendor, emulator);
    expect(emulator.requests.filter(({ path }) => path === '/sse')).to.have.length(0);
  });

  it('fetches when what a notification carries is broken', async () => {
    const { emulator, vendor } = await streamed();
    const changeNumber = emulator.putFlag(always('checkout', 'fetched'), { notify: false });
    emulator.send({ type: 'SPLIT_UPDATE', changeNumber, pcn: 1, c: 2, d: 'broken' });
    await vendor.gives('ana', 'checkout', 'fetched');
  });

  it('asks for a new token before the old one ends @slow', async () => {
    const emulator = await emulated({ tokenSeconds: 601 });
    emulator.putFlag(always('checkout', 'on'));
    const vendor = started(emulator);
    await streaming(emulator, vendor);
    await emulator.received('/sse', { count: 2 });
    expect(emulator.requests.filter(({ path }) => path === '/v2/auth')).to.have.length(2);
  });
});
