import { Experiment, LogLevel } from '@amplitude/experiment-node-server';
import { expect } from 'chai';
import { asSent } from '../support/amplitude.js';
import { commandsInTest } from '../support/commands.js';

/** A flag that is on for who is in a cohort. */
function forCohort(key: string, cohort: string): object {
  const condition = { selector: ['context', 'user', 'cohort_ids'], op: 'set contains any', values: [cohort] };
  return {
    key,
    variants: { on: { key: 'on', value: 'on' } },
    segments: [{ conditions: [[condition]], variant: 'on' }],
  };
}

const on = { key: 'on', value: 'on' };

describe('the command polyflag-emulator amplitude', () => {
  const { write, ready, command } = commandsInTest();

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

  it("serves flags and cohorts of a file to the vendor's SDK, which evaluates them, and to who lets them be evaluated", async () => {
    const cohorts = [{ cohortId: 'testers', memberIds: ['ann'] }];
    write('deployment.json', { flags: [forCohort('f', 'testers')], cohorts });
    const { running, urls } = await ready('Amplitude', '--deployment', 'deployment.json');
    const local = Experiment.initializeLocal('server-command-local', {
      ...{ serverUrl: urls.flags!, logLevel: LogLevel.Disable },
      cohortSyncConfig: { apiKey: 'api', secretKey: 'secret', cohortServerUrl: urls.cohorts! },
    });
    await local.start();
    try {
      expect(asSent(local.evaluateV2({ user_id: 'ann' }))).to.deep.equal({ f: { ...on, metadata: {} } });
      expect(asSent(local.evaluateV2({ user_id: 'bob' }))).to.deep.equal({});
    } finally {
      local.stop();
    }
    const remote = Experiment.initializeRemote('server-command-of-flags', { serverUrl: urls.server!, fetchRetries: 0 });
    expect(asSent(await remote.fetchV2({ user_id: 'ann' }))).to.deep.equal({ f: { ...on, metadata: {} } });
    expect(asSent(await remote.fetchV2({ user_id: 'bob' }))).to.deep.equal({});
    expect(await running.end('SIGTERM')).to.deep.equal([0, null]);
  });

  it('takes flags and cohorts anew when the file is saved; those that have not changed keep their time', async () => {
    const same = { cohortId: 'same', memberIds: ['ann'] };
    const cohorts = [same, { cohortId: 'other', memberIds: ['ann'] }, { cohortId: 'gone', memberIds: [] }];
    write('deployment.json', { flags: [forCohort('f', 'other')], cohorts });
    const { running, urls } = await ready('Amplitude', '--deployment', 'deployment.json');
    const headers = { authorization: 'Basic any' };
    const timeOf = async (id: string): Promise<number> => {
      const response = await fetch(`${urls.cohorts!}/sdk/v1/cohort/${id}`, { headers });
      return ((await response.json()) as { lastModified: number }).lastModified;
    };
    const status = async (id: string, since: number): Promise<number> =>
      (await fetch(`${urls.cohorts!}/sdk/v1/cohort/${id}?lastModified=${String(since)}`, { headers })).status;
    const times = [await timeOf('same'), await timeOf('other')] as const;
    write('deployment.json', {
      flags: [forCohort('g', 'nobody')],
      cohorts: [same, { ...cohorts[1], memberIds: ['bob'] }],
    });
    expect(await running.complaint()).to.contain('cohorts has no "nobody", which a flag asks for');
    const flags = async (): Promise<unknown> =>
      (await fetch(`${urls.flags!}/sdk/v2/flags`, { headers: { authorization: 'Api-Key any' } })).json();
    expect(await flags()).to.deep.equal([forCohort('g', 'nobody')]);
    expect(await status('same', times[0])).to.equal(204);
    expect(await status('other', times[1])).to.equal(200);
    expect(await status('gone', 0)).to.equal(404);
    write('deployment.json', { cohorts: [same, same] });
    expect(await running.complaint()).to.contain('cohorts[1]: there is another "same"');
    expect(await status('same', times[0])).to.equal(204);
    expect(await running.end('SIGTERM')).to.deep.equal([0, null]);
  });

  it('does not start over a file with a wrong entry, and names that', async () => {
    write('deployment.json', { flags: [forCohort('f', 'c'), { variants: {} }] });
    const running = command('amplitude', '--deployment', 'deployment.json');
    expect(await running.complaint()).to.contain('flags[1]: key is a text that is not empty');
    expect(await running.end()).to.deep.equal([1, null]);
  });
});
