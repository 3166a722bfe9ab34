import { Agent } from 'node:http';
import { OpenFeature, type Client } from '@openfeature/server-sdk';
import { ManualClock, openTransport, type SocketTransport } from '@polyflag/core-engine';
import { FeatureFlagCoEmulator } from '@polyflag/emulators';
import { FaultServer, type FaultName } from '@polyflag/emulators/faults';
import { FeatureFlagCoProvider, type FFCClient } from '@polyflag/featureflag-co-provider';
import { connectionToken, runtimeParts } from '@polyflag/featureflag-co-provider/internal';
import { expect } from 'chai';
import type { Patient, Resource } from '#src/faults/patient.js';
import { Seen } from '#src/faults/seen.js';
import { StepClock } from '#src/faults/step-clock.js';
import { Switchboard } from '#src/faults/switchboard.js';
import { Time } from '#src/faults/time.js';

const START = 1_700_000_000_000;
const STREAM = '/streaming/streaming';
/** Figures that nothing else waits for, in seconds: by them the clock knows a handshake or a request. */
const seconds = { timeout: 4.999, connectTimeout: 4.997, readTimeout: 9.001 };
/** Through an agent that is given, looking up and connecting are one phase. */
const phases = [seconds.timeout, 2 * seconds.timeout, seconds.connectTimeout, 2 * seconds.connectTimeout];
const deadlines = [...phases, seconds.readTimeout, 3 * seconds.connectTimeout + 2 * seconds.readTimeout];
/** Messages go to and fro without anything that the clock could see. */
const CALM = 60;

let domains = 0;

/** featureflag.co's provider as a patient. Its events go past the switchboard: only the stream is what goes wrong. */
export class FeatureFlagCoPatient implements Patient {
  readonly time = new Time(
    new StepClock(
      START,
      deadlines.map((length) => 1_000 * length),
    ),
    CALM,
  );
  readonly seen = new Seen();
  readonly paths = { definitions: STREAM, stream: STREAM } as const;
  readonly flag = 'checkout';
  readonly emulator = new FeatureFlagCoEmulator({ clock: this.time.clock });
  readonly faults = new FaultServer();
  board!: Switchboard;
  provider!: FeatureFlagCoProvider;
  private readonly domain = `featureflag-co-patient-${++domains}`;
  private openFeature!: Client;

  /** Has the backend running, and a provider that has not been started. */
  async prepare(): Promise<this> {
    const { clock } = this.time;
    await Promise.all([this.emulator.start(), this.faults.start()]);
    const { streaming, events } = this.emulator.urls;
    this.board = new Switchboard(Number(new URL(streaming).port));
    await this.board.up();
    this.change('first');
    const options: object = {
      urls: { streaming: `ws://127.0.0.1:${this.board.port}/streaming`, events },
      logger: this.seen.logger,
      ...seconds,
      // How long a start may take is a row of its own.
      startWait: 36_000,
      agent: new Agent({ keepAlive: false }),
      [runtimeParts]: { clock },
    };
    this.provider = new FeatureFlagCoProvider(this.emulator.envSecret, options);
    this.openFeature = OpenFeature.getClient(this.domain);
    this.seen.watch(this.openFeature, this.provider.metadata.name);
    return this;
  }

  get client(): FFCClient {
    return this.provider.client;
  }

  open(): Promise<void> {
    const opening = OpenFeature.setProviderAndWait(this.domain, this.provider);
    // A test that fails in between does not come to wait for it.
    opening.catch((error: unknown) => this.seen.errors.push(error));
    return opening;
  }

  answer(): Promise<string> {
    return this.openFeature.getStringValue(this.flag, 'default', { targetingKey: 'ana' });
  }

  get status(): string {
    return this.openFeature.providerStatus;
  }

  change(value: string, notify = true): void {
    const valueOption = { localId: 1, variationValue: value };
    const rollouts = [{ rolloutPercentage: [0, 1], valueOption }] as const;
    this.emulator.putFlag({ ff: { keyName: this.flag, defaultRulePercentageRollouts: rollouts } }, { notify });
  }

  async wholeAnswer(resource: Resource): Promise<string> {
    expect(resource).to.equal('stream');
    const transport = openTransport({ proxy: false });
    const answer = await this.ask(transport);
    transport.close();
    return answer;
  }

  faultAt(fault: string, body: string, contentType: string): string {
    return this.faults.url(fault as FaultName, { body, contentType });
  }

  /** Ends everything, and looks whether something was told that is nobody's business. */
  async close(): Promise<void> {
    this.emulator.answerNormally();
    this.time.stalls = true;
    await this.time.settled(OpenFeature.clearProviders());
    OpenFeature.clearHandlers();
    expect(this.time.clock.pending, 'timers that are left behind').to.be.at.most(1);
    await this.board.down();
    await Promise.all([this.emulator.stop(), this.faults.stop()]);
    const tokens = this.emulator.requests.map(({ query }) => query.token ?? '').filter((token) => token !== '');
    for (const secret of [this.emulator.envSecret, 'name:password', ...tokens]) {
      expect(this.seen.everything, 'what the application was told').to.not.include(secret);
    }
  }

  /** What a client hears that knows nothing. */
  private ask(transport: SocketTransport): Promise<string> {
    const { emulator, time } = this;
    const token = connectionToken(emulator.envSecret, time.clock.now(), 0.5);
    const url = `${emulator.urls.streaming}/streaming?token=${token}&type=server`;
    return new Promise((resolve) => {
      const connection = transport.openSocket(
        { url },
        {
          opened: () => void connection.send('{"messageType":"data-sync","data":{"timestamp":0}}'),
          alive: () => undefined,
          message: resolve,
          ended: ({ kind }) => resolve(kind),
        },
      );
    });
  }
}

/** To be called inside a `describe`: its tests get patients, which are closed afterwards. */
export function featureFlagCoPatients(): () => Promise<FeatureFlagCoPatient> {
  let made: FeatureFlagCoPatient[] = [];
  before(async () => {
    // What is loaded on demand is loaded now: it would take real time while the clock is moved.
    const transport = openTransport({ clock: new ManualClock() });
    await transport.request({ method: 'GET', url: 'http://127.0.0.1:9/nobody-listens' });
    await new Promise<void>((resolve) => {
      const ignore = (): void => undefined;
      const url = 'ws://127.0.0.1:9/nobody-listens';
      transport.openSocket({ url }, { opened: ignore, alive: ignore, message: ignore, ended: () => resolve() });
    });
    transport.close();
  });
  afterEach(async () => {
    const ending = made;
    made = [];
    for (const patient of ending) await patient.close();
  });
  return async () => {
    const patient = new FeatureFlagCoPatient();
    made.push(patient);
    return patient.prepare();
  };
}
