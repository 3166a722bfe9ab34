import type { SplitEmulator } from '@polyflag/emulators';
import { expect } from 'chai';
import { ask, changes, namesIn } from '../support/ask.js';
import { commandsInTest } from '../support/commands.js';
import { always, onFor } from '../support/flags.js';
import { Listener } from '../support/listener.js';
import { vendorsInTest } from '../support/vendor.js';

describe('the command polyflag-emulator split', () => {
  const started = vendorsInTest();
  const { write, command, ready: readyOf } = commandsInTest();
  const ready = async (...args: string[]) => {
    const { running, urls } = await readyOf('Split', ...args);
    return { running, urls: urls as SplitEmulator['urls'] };
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`serves a file to the vendor's SDK and ends in good order at ${signal}`, async () => {
      write('segments/staff.json', { name: 'staff', added: ['ana'], removed: [], since: -1, till: 5 });
      write('splits.json', { splits: [always('one', 'on'), onFor('two', 'staff', 'IN_SEGMENT')], since: -1, till: 9 });
      const { running, urls } = await ready('--definitions', 'splits.json', '--segments', 'segments');
      const { client, factory } = started({ urls });
      await client.whenReady();
      expect(client.getTreatments('ana', ['one', 'two'])).to.deep.equal({ one: 'on', two: 'on' });
      expect(client.getTreatments('bob', ['one', 'two'])).to.deep.equal({ one: 'on', two: 'off' });
      await factory.destroy();
      expect(await running.end(signal)).to.deep.equal([0, null]);
      expect([await running.line(), await running.complaint()]).to.deep.equal([undefined, undefined]);
    });
  }

  it('completes a file that leaves fields away, and takes the newer form and YAML too', async () => {
    write('newer.json', { ff: { d: [{ name: 'bare' }] } });
    const newer = await ready('--definitions', 'newer.json');
    const { ff } = await changes(newer, 'since=-1');
    expect(ff.d[0]).to.deep.include({ name: 'bare', status: 'ACTIVE', trafficTypeName: 'user', killed: false });
    write('plain.yaml', '- yes_no:\n    treatment: "on"\n');
    const plain = await ready('--definitions', 'plain.yaml');
    expect(namesIn((await changes(plain, 'since=-1')).ff)).to.deep.equal(['yes_no']);
  });

  it('tells those who listen when the file is saved, and goes on when it is broken', async () => {
    write('splits.json', { splits: [always('one', 'on')] });
    const { running, urls } = await ready('--definitions', 'splits.json');
    const listener = await Listener.open({ urls });
    write('splits.json', '{ broken');
    expect(await running.complaint()).to.include('splits.json');
    write('splits.json', { splits: [always('one', 'off')] });
    expect((await listener.next()).inner).to.include({ type: 'SPLIT_UPDATE' });
    expect((await changes({ urls }, 'since=-1')).ff.d).to.have.length(1);
  });

  it('warns of a segment without a file, which is then empty', async () => {
    write('segments/other.json', {});
    write('splits.json', { splits: [onFor('two', 'staff', 'IN_SEGMENT')] });
    const { running, urls } = await ready('--definitions', 'splits.json', '--segments', 'segments');
    expect(await running.complaint()).to.include('staff.json');
    expect((await ask(`${urls.sdk}/segmentChanges/staff?since=-1`)).body).to.deep.include({ added: [] });
  });

  it('listens where it is told @slow', async () => {
    write('splits.json', { splits: [always('one', 'on')] });
    const first = await ready('--definitions', 'splits.json');
    const { port } = new URL(first.urls.sdk);
    const second = command('split', '--port', port, '--definitions', 'splits.json');
    expect(await second.complaint()).to.match(/^polyflag-emulator: .*EADDRINUSE/);
    expect(await second.end()).to.deep.equal([1, null]);
    await first.running.end('SIGTERM');
    expect((await ready('--port', port, '--definitions', 'splits.json')).urls).to.deep.equal(first.urls);
  });
});
