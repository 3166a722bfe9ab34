import { OpenFeature, type Client } from '@openfeature/server-sdk';
import { ManualClock, openTransport } from '@polyflag/core-engine';
import { SplitEmulator, type SplitEmulatorOptions } from '@polyflag/emulators';
import { FaultServer, type FaultName } from '@polyflag/emulators/faults';
import { SplitProvider, type SplitConfig, type SplitClient } from '@polyflag/split-provider';
import { runtimeParts, type FlagWire } from '@polyflag/split-provider/internal';
import { expect } from 'chai';
import { Agent } from 'node:http';
import type { Patient, Resource } from '#src/faults/patient.js';
import { Seen } from '#src/faults/seen.js';
import { StepClock } from '#src/faults/step-clock.js';
import { Switchboard } from '#src/faults/switchboard.js';
import { Time } from '#src/faults/time.js';
import { always, onFor } from '../../packages/support/flags.js';

export const SDK_KEY = 'secret-sdk-key-0123456789';
export const FLAG = 'checkout';

const START = 1_700_000_000_000;
/** Figures that nothing else waits for: by them the clock knows a request. */
const deadlines = { connectionTimeout: 1_499, readTimeout: 1_501 };
/** Through an agent that is given, looking up and connecting are one phase. */
const untilConnected = 2 * deadlines.connectionTimeout;

let domains = 0;

/** Split's provider as a patient, and what only Split's tests need of it. */
export class SplitPatient implements Patient {
  readonly time = new Time(new StepClock(START, [...Object.values(deadlines), untilConnected]));
  readonly seen = new Seen();
  readonly paths = { definitions: '/sdk/splitChanges', stream: '/streaming/sse' } as const;
  readonly flag = FLAG;
  readonly emulator: SplitEmulator;
  readonly faults = new FaultServer();
  board!: Switchboard;
  provider!: SplitProvider;
  private readonly domain = `patient-${++domains}`;
  private readonly config: SplitConfig;
  private client!: Client;

  constructor(config: SplitConfig = {}, emulator: SplitEmulatorOptions = {}) {
    this.config = config;
    this.emulator = new SplitEmulator({ clock: this.time.clock, keys: [SDK_KEY], ...emulator });
  }

  /** Has the backend running, and a provider that has not been started. */
  async prepare(): Promise<this> {
    await Promise.all([this.emulator.start(), this.faults.start()]);
    this.board = new Switchboard(Number(new URL(this.emulator.urls.sdk).port));
    await this.board.up();
    this.change('first');
    const options = {
      urls: this.urls,
      logger: this.seen.logger,
      featuresRefreshRate: 10,
      // How long a start may take is a row of its own.
      initTimeoutMillis: 3_600_000,
      ...deadlines,
      // Where an answer goes wrong the switchboard ends its connection, whatever the answer says of that.
      agent: new Agent({ keepAlive: false }),
      ...this.config,
      [runtimeParts]: { clock: this.time.clock },
    };
    this.provider = new SplitProvider(SDK_KEY, options);
    this.client = OpenFeature.getClient(this.domain);
    this.seen.watch(this.client, this.provider.metadata.name);
    return this;
  }

  /** The addresses of the backend, as the client is told. */
  get urls(): NonNullable<SplitConfig['urls']> {
    const entries = Object.keys(this.emulator.urls).map((name) => [
      name,
      `http://127.0.0.1:${this.board.port}/${name}`,
    ]);
    return Object.fromEntries(entries) as NonNullable<SplitConfig['urls']>;
  }

  get split(): SplitClient {
    return this.provider.client;
  }

  open(): Promise<void> {
    const opening = OpenFeature.setProviderAndWait(this.domain, this.provider);
    // A test that fails in between does not come to wait for it.
    opening.catch((error: unknown) => this.seen.errors.push(error));
    return opening;
  }

  answer(): Promise<string> {
    return this.client.getStringValue(FLAG, 'default', { targetingKey: 'ana' });
  }

  get status(): string {
    return this.client.providerStatus;
  }

  /** The same by the vendor's API, which can be asked without waiting. */
  get treatment(): string {
    return this.split.getTreatment('ana', FLAG);
  }

  change(treatment: string, notify = false): void {
    this.put(treatment, notify);
  }

  put(treatment: string, notify = false): number {
    return this.emulator.putFlag({ ...always(FLAG, treatment), trafficTypeName: 'user' } as FlagWire, { notify });
  }

  /** Adds a flag that asks for a segment. */
  putSegmented(): void {
    const matcher = { matcherType: 'IN_SEGMENT', userDefinedSegmentMatcherData: { segmentName: 'staff' } };
    this.emulator.changeSegment('staff', { add: ['ana'] }, { notify: false });
    this.emulator.putFlag(onFor('internal', matcher) as FlagWire, { notify: false });
  }

  async wholeAnswer(resource: Resource): Promise<string> {
    if (resource === 'stream') return streamOf(await this.lastChange());
    return this.ask('-1');
  }

  faultAt(fault: string, body: string, contentType: string): string {
    return this.faults.url(fault as FaultName, { body, contentType });
  }

  /** The newest change number of the backend. */
  async lastChange(): Promise<number> {
    return (JSON.parse(await this.ask('-1')) as { ff: { t: number } }).ff.t;
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
    this.keptSecrets();
  }

  private keptSecrets(): void {
    const tokens = this.emulator.requests.map(({ query }) => query.accessToken ?? '').filter((token) => token !== '');
    const signatures = tokens.map((token) => token.split('.')[2]!);
    for (const secret of [SDK_KEY, 'name:password', ...tokens, ...signatures]) {
      expect(this.seen.everything, 'what the application was told').to.not.include(secret);
    }
  }

  private async ask(since: string): Promise<string> {
    const url = `${this.emulator.urls.sdk}/splitChanges?s=1.3&since=${since}&rbSince=-1`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${SDK_KEY}` } });
    return answer.text();
  }
}

/** Frames that tell of a treatment of which the backend says nothing when it is asked. */
function streamOf(last: number): string {
  const changeNumber = last + 1;
  const definition = { ...always(FLAG, 'streamed'), changeNumber, status: 'ACTIVE' };
  const d = Buffer.from(JSON.stringify(definition)).toString('base64');
  const data = JSON.stringify({ type: 'SPLIT_UPDATE', changeNumber, pcn: last, c: 0, d });
  const message = { id: 'a:0', timestamp: START, encoding: 'json', channel: 'NzM2_MTEx_splits', data };
  return `id: a\nevent: message\ndata: ${JSON.stringify(message)}\n\n`;
}

/** To be called inside a `describe`: its tests get patients, which are closed afterwards. */
export function splitPatients(): (config?: SplitConfig, emulator?: SplitEmulatorOptions) => Promise<SplitPatient> {
  let made: SplitPatient[] = [];
  before(async () => {
    // What is loaded on demand is loaded now: it would take real time while the clock is moved.
    const transport = openTransport({ clock: new ManualClock() });
    const url = 'http://127.0.0.1:9/nobody-listens';
    await transport.request({ method: 'GET', url });
    await new Promise<void>((resolve) => {
      const ignore = (): void => undefined;
      transport.openEventStream({ url }, { opened: ignore, alive: ignore, event: ignore, ended: () => resolve() });
    });
    transport.close();
  });
  afterEach(async () => {
    const ending = made;
    made = [];
    for (const patient of ending) await patient.close();
  });
  return async (config, emulator) => {
    const patient = new SplitPatient(config, emulator);
    made.push(patient);
    return patient.prepare();
  };
}
