import type { HackleEmulator } from '@polyflag/emulators';
import { expect } from 'chai';
import { commandsInTest } from '../support/commands.js';
import { alwaysVariation, fetchWorkspace, workspaceOf } from '../support/hackle.js';
import { hackleVendorsInTest } from '../support/hackle-vendor.js';

describe('the command polyflag-emulator hackle', () => {
  const { write, command, ready: readyOf } = commandsInTest();
  const started = hackleVendorsInTest();
  const ready = async (...args: string[]) => {
    const { running, urls } = await readyOf('Hackle', ...args);
    return { running, urls: urls as HackleEmulator['urls'] };
  };

  it("serves a file to the vendor's SDK and ends in good order", async () => {
    write('workspace.json', { experiments: [alwaysVariation(42, 'B')], featureFlags: [alwaysVariation(5, 'B')] });
    const { running, urls } = await ready('--workspace', 'workspace.json');
    const vendor = started({ urls });
    await vendor.ask('initialized');
    expect([await vendor.ask('variation', 42, 'ana'), await vendor.ask('isFeatureOn', 5, 'ana')]).to.deep.equal([
      'B',
      true,
    ]);
    await vendor.kill();
    expect(await running.end('SIGTERM')).to.deep.equal([0, null]);
    expect([await running.line(), await running.complaint()]).to.deep.equal([undefined, undefined]);
  });

  it('serves what is saved later, and goes on when that is broken', async () => {
    write('workspace.json', { featureFlags: [alwaysVariation(5, 'A')] });
    const { running, urls } = await ready('--workspace', 'workspace.json');
    const { headers } = await fetchWorkspace({ urls });
    const before = headers['last-modified'];
    write('workspace.json', '{ "featureFlags": [');
    expect(await running.complaint()).to.match(
      /^polyflag-emulator: .*workspace\.json.* is not JSON: line 1, column 20/,
    );
    expect((await fetchWorkspace({ urls }, before)).status).to.equal(304);
    // What is broken in part is told when it is taken, so that the complaint says when that is.
    write('workspace.json', { featureFlags: [alwaysVariation(5, 'B'), { key: -1 }] });
    expect(await running.complaint()).to.equal(
      'polyflag-emulator: feature flag -1 is left out: key is not a positive whole number',
    );
    expect((await fetchWorkspace({ urls }, before)).status).to.equal(200);
    const { featureFlags } = await workspaceOf({ urls });
    expect(featureFlags.map(({ key, execution }) => [key, execution?.defaultRule])).to.deep.equal([
      [5, { type: 'VARIATION', variationId: 2 }],
      [-1, { type: 'VARIATION', variationId: 1 }],
    ]);
  });

  it('listens where it is told', async () => {
    write('workspace.json', {});
    const first = await ready('--workspace', 'workspace.json');
    const { port } = new URL(first.urls.sdk);
    const second = command('hackle', '--port', port, '--workspace', 'workspace.json');
    expect(await second.complaint()).to.match(/^polyflag-emulator: .*EADDRINUSE/);
    expect(await second.end()).to.deep.equal([1, null]);
  });
});
