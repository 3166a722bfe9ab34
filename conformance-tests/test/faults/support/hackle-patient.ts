import { OpenFeature, type Client } from '@openfeature/server-sdk';
import { ManualClock, openTransport } from '@polyflag/core-engine';
import { HackleEmulator } from '@polyflag/emulators';
import { FaultServer, type FaultName } from '@polyflag/emulators/faults';
import { HackleProvider } from '@polyflag/hackle-provider';
import { runtimeParts } from '@polyflag/hackle-provider/internal';
import { expect } from 'chai';
import { Agent } from 'node:http';
import type { Patient, Resource } from '#src/faults/patient.js';
import { Seen } from '#src/faults/seen.js';
import { StepClock } from '#src/faults/step-clock.js';
import { Switchboard } from '#src/faults/switchboard.js';
import { Time } from '#src/faults/time.js';

const SDK_KEY = 'secret-sdk-key-0123456789';
const START = 1_700_000_000_000;
/** Figures that nothing else waits for: by them the clock knows a request. */
const deadlines = { lookup: 4_999, connect: 4_999, tls: 4_999, headers: 9_001, bodyIdle: 9_002, request: 9_003 };
/** Through an agent that is given, looking up and connecting are one phase. */
const untilConnected = deadlines.lookup + deadlines.connect;

/** What goes through the switchboard. */
type Barred = 'sdk' | 'event';

let domains = 0;

/** Hackle's provider as a patient. Its events go past the switchboard, unless a test is about them. */
export class HacklePatient implements Patient {
  readonly time = new Time(new StepClock(START, [...Object.values(deadlines), untilConnected]));
  readonly seen = new Seen();
  readonly paths = { definitions: `/sdk/api/v2/workspaces/${SDK_KEY}/config`, stream: '/there-is-none' } as const;
  readonly flag = 'config:checkout';
  readonly emulator = new HackleEmulator({ clock: this.time.clock });
  readonly faults = new FaultServer();
  board!: Switchboard;
  provider!: HackleProvider;
  private readonly domain = `hackle-patient-${++domains}`;
  private client!: Client;

  /** Has the backend running, and a provider that has not been started. */
  async prepare(services: readonly Barred[]): Promise<this> {
    const { clock } = this.time;
    await Promise.all([this.emulator.start(), this.faults.start()]);
    this.board = new Switchboard(Number(new URL(this.emulator.urls.sdk).port));
    await this.board.up();
    this.change('first');
    // Where an answer goes wrong the switchboard ends its connection, whatever the answer says of that.
    const agent = new Agent({ keepAlive: false });
    const options: object = {
      urls: {
        ...this.emulator.urls,
        ...Object.fromEntries(services.map((name) => [name, `http://127.0.0.1:${this.board.port}/${name}`])),
      },
      logger: this.seen.logger,
      // How long a start may take is a row of its own.
      initTimeoutMillis: 3_600_000,
      [runtimeParts]: { clock, transport: openTransport({ clock, deadlines, agent }) },
    };
    this.provider = new HackleProvider(SDK_KEY, options);
    this.client = OpenFeature.getClient(this.domain);
    this.seen.watch(this.client, this.provider.metadata.name);
    return this;
  }

  open(): Promise<void> {
    const opening = OpenFeature.setProviderAndWait(this.domain, this.provider);
    // A test that fails in between does not come to wait for it.
    opening.catch((error: unknown) => this.seen.errors.push(error));
    return opening;
  }

  answer(): Promise<string> {
    return this.client.getStringValue(this.flag, 'default', { targetingKey: 'ana' });
  }

  get status(): string {
    return this.client.providerStatus;
  }

  change(value: string): void {
    this.emulator.putRemoteConfig({ key: 'checkout', type: 'STRING', defaultValue: { id: 7, value } });
  }

  async wholeAnswer(resource: Resource): Promise<string> {
    expect(resource).to.equal('definitions');
    const url = `${this.emulator.urls.sdk}/api/v2/workspaces/${SDK_KEY}/config`;
    return (await fetch(url, { headers: { 'x-hackle-sdk-key': SDK_KEY } })).text();
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
    for (const secret of [SDK_KEY, 'name:password']) {
      expect(this.seen.everything, 'what the application was told').to.not.include(secret);
    }
  }
}

/** To be called inside a `describe`: its tests get patients, which are closed afterwards. */
export function hacklePatients(services: readonly Barred[] = ['sdk']): () => Promise<HacklePatient> {
  let made: HacklePatient[] = [];
  before(async () => {
    // What is loaded on demand is loaded now: it would take real time while the clock is moved.
    const transport = openTransport({ clock: new ManualClock() });
    await transport.request({ method: 'GET', url: 'http://127.0.0.1:9/nobody-listens' });
    transport.close();
  });
  afterEach(async () => {
    const ending = made;
    made = [];
    for (const patient of ending) await patient.close();
  });
  return async () => {
    const patient = new HacklePatient();
    made.push(patient);
    return patient.prepare(services);
  };
}
