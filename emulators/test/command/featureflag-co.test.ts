import { once } from 'node:events';
import { connectionToken } from '@polyflag/featureflag-co-provider/internal';
import { expect } from 'chai';
import type { Command } from '../support/command.js';
import { commandsInTest, type Ready } from '../support/commands.js';
import { featureFlagCoInTest, type PlainClient } from '../support/featureflag-co.js';

describe('the command polyflag-emulator featureflag-co', () => {
  const { write, command, ready: readyOf } = commandsInTest();
  const { client } = featureFlagCoInTest();

  /** The command, and a client that is connected to it. */
  async function ready(...args: string[]): Promise<{ running: Command; urls: Ready['urls']; connected: PlainClient }> {
    const { running, urls } = await readyOf('featureflag.co', ...args);
    const secret = /^a secret for it: (\S+)$/.exec((await running.line()) ?? '')?.[1];
    const connected = client(
      `${urls.streaming}/streaming?token=${connectionToken(secret!, Date.now(), 0.5)}&type=server`,
    );
    await once(connected.socket, 'open');
    return { running, urls, connected };
  }

  it('serves a file, and ends in good order', async () => {
    write('environment.json', { featureFlags: [{ ff: { keyName: 'a' } }], segments: [{ id: 's', included: ['ann'] }] });
    const { running, connected } = await ready('--environment', 'environment.json');
    const { featureFlags, segments } = await connected.ask(0);
    expect([featureFlags, segments].map((items) => items.map((item) => (item as { id: string }).id))).to.deep.equal([
      ['FF__1__1__1__a'],
      ['s'],
    ]);
    expect(await running.end('SIGTERM')).to.deep.equal([0, null]);
    expect(await running.complaint()).to.equal(undefined);
  });

  it('tells of what is saved later, and goes on when that is broken', async () => {
    write('environment.json', { messageType: 'data-sync', data: { featureFlags: [{ ff: { keyName: 'a' } }] } });
    const { running, connected } = await ready('--environment', 'environment.json');
    write('environment.json', '{ "featureFlags": [');
    expect(await running.complaint()).to.match(/^polyflag-emulator: .*environment\.json.* is not JSON/);
    write('environment.json', { featureFlags: [{ ff: { keyName: 'b', status: 'Disabled' }, fftuwmtr: 7 }] });
    expect(await running.complaint()).to.match(/^polyflag-emulator: flag "b" cannot be evaluated: fftuwmtr/);
    const { data } = (await connected.next()) as {
      data: { featureFlags: { isArchived: boolean; ff: { keyName: string } }[] };
    };
    expect(data.featureFlags.map(({ ff, isArchived }) => [ff.keyName, isArchived])).to.deep.equal([
      ['b', false],
      ['a', true],
    ]);
  });

  it('listens where it is told', async () => {
    write('environment.json', {});
    const { urls } = await ready('--environment', 'environment.json');
    const { port } = new URL(urls.events!);
    const second = command('featureflag-co', '--port', port, '--environment', 'environment.json');
    expect(await second.complaint()).to.match(/^polyflag-emulator: .*EADDRINUSE/);
    expect(await second.end()).to.deep.equal([1, null]);
  });
});
