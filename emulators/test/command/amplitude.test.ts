import { Experiment } from '@amplitude/experiment-node-server';
import { expect } from 'chai';
import { asSent } from '../support/amplitude.js';
import { commandsInTest } from '../support/commands.js';

describe('the command polyflag-emulator amplitude', () => {
  const { write, ready } = commandsInTest();

  it("serves a file to the vendor's SDK, also when it is saved anew, and ends in good order", async () => {
    write('deployment.json', { variants: { f: { key: 'on', value: 'on' } }, users: { ann: { f: { key: 'off' } } } });
    const { running, urls } = await ready('Amplitude', '--deployment', 'deployment.json');
    const client = Experiment.initializeRemote('server-command', { serverUrl: urls.server!, fetchRetries: 0 });
    expect(asSent(await client.fetchV2({ user_id: 'bob' }))).to.deep.equal({ f: { key: 'on', value: 'on' } });
    expect(asSent(await client.fetchV2({ user_id: 'ann' }))).to.deep.equal({ f: { key: 'off' } });
    write('deployment.json', { variants: [] });
    expect(await running.complaint()).to.contain('variants is an object of variants by flag key');
    expect(asSent(await client.fetchV2({ user_id: 'ann' }))).to.deep.equal({ f: { key: 'off' } });
    expect(await running.end('SIGTERM')).to.deep.equal([0, null]);
  });
});
