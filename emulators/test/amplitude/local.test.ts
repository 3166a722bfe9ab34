import { Experiment, LogLevel } from '@amplitude/experiment-node-server';
import { ExperimentClient } from '@polyflag/amplitude-provider';
import { silentLogger } from '@polyflag/core-engine';
import type { AmplitudeEmulator, FlagConfigWire } from '@polyflag/emulators';
import { expect } from 'chai';
import { asSent } from '../support/amplitude.js';
import { amplitudeEmulatorsInTest } from '../support/emulators.js';

/** A flag that is on for who is in a cohort. */
function forCohort(key: string, cohort: string): FlagConfigWire {
  const condition = { selector: ['context', 'user', 'cohort_ids'], op: 'set contains any', values: [cohort] };
  const variants = { on: { key: 'on', value: 'on' }, off: { key: 'off', metadata: { default: true } } };
  return { key, variants, segments: [{ conditions: [[condition]], variant: 'on' }, { variant: 'off' }] };
}

interface LocalClient {
  start(): Promise<void>;
  evaluateV2(user: { user_id: string }): object;
  stop(): unknown;
}

const cohortSyncConfig = { apiKey: 'api', secretKey: 'secret' };
let keys = 0;

/** The vendor's client, and ours, with the same options. */
const clients: Readonly<
  Record<string, (emulator: AmplitudeEmulator, streamUpdates: boolean, key?: string) => LocalClient>
> = {
  "the vendor's SDK": ({ urls }, streamUpdates, key = `local-${String(keys++)}`) =>
    Experiment.initializeLocal(key, {
      ...{ serverUrl: urls.flags, streamServerUrl: urls.stream, streamUpdates, logLevel: LogLevel.Disable },
      cohortSyncConfig: { ...cohortSyncConfig, cohortServerUrl: urls.cohorts },
    }),
  'our client': ({ urls }, streamUpdates, key = 'any') =>
    new ExperimentClient(key, { localEvaluation: true, urls, streamUpdates, cohortSyncConfig, logger: silentLogger }),
};

for (const [whose, clientOf] of Object.entries(clients)) {
  describe(`${whose}, evaluating locally, on the Amplitude emulator`, () => {
    const emulated = amplitudeEmulatorsInTest();
    const ann = { user_id: 'ann' };

    for (const streamUpdates of [false, true]) {
      it(`gets flags ${streamUpdates ? 'by stream' : 'by polling'}, and the cohorts that they ask for`, async () => {
        const emulator = await emulated();
        emulator.loadFlags([forCohort('f', 'c'), forCohort('g', 'none')]);
        emulator.putCohort({ cohortId: 'c', memberIds: ['ann'] });
        const client = clientOf(emulator, streamUpdates);
        await client.start();
        try {
          expect(asSent(client.evaluateV2(ann))).to.deep.equal({
            f: { key: 'on', value: 'on', metadata: {} },
            g: { key: 'off', metadata: { default: true } },
          });
          const services = new Set(emulator.requests.map(({ service }) => service));
          expect([...services].sort()).to.deep.equal(['cohorts', streamUpdates ? 'stream' : 'flags']);
          expect(emulator.streamCount).to.equal(streamUpdates ? 1 : 0);
        } finally {
          await client.stop();
        }
      });
    }

    it('hears of a change by stream', async () => {
      const emulator = await emulated();
      emulator.loadFlags([forCohort('f', 'c')]);
      const client = clientOf(emulator, true);
      await client.start();
      try {
        emulator.putCohort({ cohortId: 'd', memberIds: ['ann'] });
        emulator.putFlag(forCohort('g', 'd'));
        await emulator.received(({ service, path }) => service === 'cohorts' && path.endsWith('/d'));
        const until = Date.now() + 1_500;
        while (!('g' in client.evaluateV2(ann)) && Date.now() < until) await new Promise(setImmediate);
        expect(asSent(client.evaluateV2(ann))).to.deep.include({ g: { key: 'on', value: 'on', metadata: {} } });
      } finally {
        await client.stop();
      }
    });

    it('is refused with a key that is not accepted', async () => {
      const emulator = await emulated({ keys: ['good'] });
      const client = clientOf(emulator, false, `bad-${String(keys++)}`);
      const failed = await client.start().then(
        () => false,
        () => true,
      );
      await client.stop();
      expect(failed).to.equal(true);
    });
  });
}

describe('the Amplitude emulator, with flags', () => {
  const emulated = amplitudeEmulatorsInTest();

  it('evaluates them for those who fetch', async () => {
    const emulator = await emulated();
    emulator.loadFlags([forCohort('f', 'c')]);
    emulator.putCohort({ cohortId: 'c', memberIds: ['ann'] });
    const client = new ExperimentClient('any', { urls: emulator.urls, logger: silentLogger });
    expect(await client.fetchV2({ user_id: 'ann' })).to.deep.equal({ f: { key: 'on', value: 'on', metadata: {} } });
    expect(await client.fetch({ user_id: 'ben' })).to.deep.equal({});
    emulator.removeFlag('f');
    expect(await client.fetchV2({ user_id: 'ann' })).to.deep.equal({});
    await client.stop();
  });
});
