import { OpenFeature, type Client, type EvaluationDetails } from '@openfeature/server-sdk';
import { AmplitudeProvider, type AmplitudeProviderConfig } from '@polyflag/amplitude-provider';
import { runtimeParts } from '@polyflag/amplitude-provider/internal';
import { ManualClock, openTransport } from '@polyflag/core-engine';
import { AmplitudeEmulator } from '@polyflag/emulators';
import { FaultServer, type FaultName } from '@polyflag/emulators/faults';
import { expect } from 'chai';
import { Agent } from 'node:http';
import type { Patient, Resource } from '#src/faults/patient.js';
import type { FetchingPatient } from '#src/faults/play-fetched.js';
import { Seen } from '#src/faults/seen.js';
import { StepClock } from '#src/faults/step-clock.js';
import { Switchboard } from '#src/faults/switchboard.js';
import { Time } from '#src/faults/time.js';

const DEPLOYMENT_KEY = 'server-secret-deployment-key-0123456789';
const START = 1_700_000_000_000;
/** Figures that nothing else waits for: by them the clock knows a request. */
const deadlines = { lookup: 4_999, connect: 4_999, tls: 4_999, headers: 9_001, bodyIdle: 9_002, request: 9_003 };
/** Through an agent that is given, looking up and connecting are one phase. */
const untilConnected = deadlines.lookup + deadlines.connect;
/** The provider's own for a request for flags (spec §4.1). */
const flagsDeadline = 5_000;
/** Until the stream has brought its first flags. */
const streamFlagConnTimeoutMillis = 1_501;
/** For either attempt of a fetch. */
const fetchDeadline = 2_003;
/** Between the two. */
const fetchPause = 500;

/** For a request for a cohort (spec §4.3). */
const cohortDeadline = 20_000;

const COHORT = 'beta-testers';
const COHORT_KEY = 'analytics-key';
const COHORT_SECRET = 'cohort-secret-0123456789';

let domains = 0;

/** Amplitude's provider as a patient that evaluates locally. */
export class AmplitudePatient implements Patient {
  readonly time: Time;
  readonly seen = new Seen();
  readonly paths: Patient['paths'] = { definitions: '/flags/sdk/v2/flags', stream: '/stream/sdk/stream/v1/flags' };
  readonly flag = 'checkout';
  readonly emulator: AmplitudeEmulator;
  readonly faults = new FaultServer();
  board!: Switchboard;
  provider!: AmplitudeProvider;
  /** What nobody is to be told. */
  protected readonly secrets: readonly string[] = [DEPLOYMENT_KEY, 'name:password'];
  private readonly config: AmplitudeProviderConfig;
  private readonly domain = `amplitude-patient-${++domains}`;
  private client!: Client;

  /** @param ofRequests the deadlines of its requests, beside those of their phases, that nothing else waits for */
  constructor(
    config: AmplitudeProviderConfig,
    ofRequests = [flagsDeadline, streamFlagConnTimeoutMillis, fetchDeadline, 2 * fetchDeadline],
  ) {
    this.config = config;
    this.time = new Time(new StepClock(START, [...Object.values(deadlines), untilConnected, ...ofRequests]));
    this.emulator = new AmplitudeEmulator({ clock: this.time.clock, keys: [DEPLOYMENT_KEY] });
  }

  /** Has the backend running, and a provider that has not been started. */
  async prepare(): Promise<this> {
    const { clock } = this.time;
    await Promise.all([this.emulator.start(), this.faults.start()]);
    this.board = new Switchboard(Number(new URL(this.emulator.urls.flags).port));
    await this.board.up();
    this.change('first');
    // Where an answer goes wrong the switchboard ends its connection, whatever the answer says of that.
    const agent = new Agent({ keepAlive: false });
    const options: object = {
      localEvaluation: true,
      urls: Object.fromEntries(
        Object.keys(this.emulator.urls).map((name) => [name, `http://127.0.0.1:${this.board.port}/${name}`]),
      ),
      logger: this.seen.logger,
      // How long a start may take is a row of its own.
      initTimeoutMillis: 3_600_000,
      flagConfigPollingIntervalMillis: 10_000,
      streamFlagConnTimeoutMillis,
      ...this.config,
      [runtimeParts]: { clock, transport: openTransport({ clock, deadlines, agent }) },
    };
    this.provider = new AmplitudeProvider(DEPLOYMENT_KEY, options);
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

  async answer(): Promise<string> {
    return (await this.details()).value;
  }

  details(): Promise<EvaluationDetails<string>> {
    return this.client.getStringDetails(this.flag, 'default', { targetingKey: 'ana' });
  }

  get status(): string {
    return this.client.providerStatus;
  }

  /** Who listens hears of every change. */
  change(treatment: string): void {
    this.emulator.putFlag(always(this.flag, treatment));
  }

  /** What a stream tells is told by nobody who is polled. */
  async wholeAnswer(resource: Resource): Promise<string> {
    if (resource === 'stream') return `data: ${JSON.stringify([always(this.flag, 'streamed')])}\n\n`;
    return this.ask(`${this.emulator.urls.flags}/sdk/v2/flags`);
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
    for (const secret of this.secrets) {
      expect(this.seen.everything, 'what the application was told').to.not.include(secret);
    }
  }

  protected async ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    return (await fetch(url, { headers: { authorization: `Api-Key ${DEPLOYMENT_KEY}`, ...headers } })).text();
  }
}

/** Amplitude's provider as a patient whose backend evaluates. */
export class FetchingAmplitudePatient extends AmplitudePatient implements FetchingPatient {
  override readonly paths = { definitions: '/server/sdk/v2/vardata', stream: '/there-is-none' };
  readonly budgetMs = 2 * fetchDeadline + fetchPause;
  readonly ttlMs = 10_000;
  readonly cooldownMs = 1_000;

  constructor() {
    super({
      localEvaluation: false,
      fetchTimeoutMillis: fetchDeadline,
      fetchRetryTimeoutMillis: fetchDeadline,
      fetchRetries: 1,
      fetchRetryBackoffMinMillis: fetchPause,
    });
  }

  override wholeAnswer(): Promise<string> {
    const user = Buffer.from('{"user_id":"ana"}').toString('base64url');
    return this.ask(`${this.emulator.urls.server}/sdk/v2/vardata`, { 'x-amp-exp-user': user });
  }
}

/**
 * Amplitude's provider as a patient whose definitions, for the tables, are a cohort: whoever is in it gets `first`, and
 * everybody else `second`. Flags wait for their cohorts as long as a request for flags may take.
 */
export class CohortPatient extends AmplitudePatient {
  override readonly paths = { definitions: '/cohorts/sdk/v1/cohort', stream: '/there-is-none' };
  protected override readonly secrets = [DEPLOYMENT_KEY, 'name:password', COHORT_SECRET];

  constructor() {
    super({ cohortSyncConfig: { apiKey: COHORT_KEY, secretKey: COHORT_SECRET } }, [cohortDeadline]);
  }

  override change(treatment: string): void {
    this.emulator.putFlag(byCohort(this.flag));
    this.emulator.putCohort({ cohortId: COHORT, memberIds: treatment === 'first' ? ['ana'] : ['ben'] });
  }

  override async wholeAnswer(): Promise<string> {
    const authorization = `Basic ${Buffer.from(`${COHORT_KEY}:${COHORT_SECRET}`).toString('base64')}`;
    return this.ask(`${this.emulator.urls.cohorts}/sdk/v1/cohort/${COHORT}`, { authorization });
  }
}

/** A flag that has one variant, for everybody. */
function always(key: string, treatment: string) {
  return { key, variants: { [treatment]: { key: treatment, value: treatment } }, segments: [{ variant: treatment }] };
}

function byCohort(key: string) {
  const inCohort = { selector: ['context', 'user', 'cohort_ids'], op: 'set contains any', values: [COHORT] };
  const variants = Object.fromEntries(['first', 'second'].map((name) => [name, { key: name, value: name }]));
  return { key, variants, segments: [{ conditions: [[inCohort]], variant: 'first' }, { variant: 'second' }] };
}

/** To be called inside a `describe`: its tests get patients, which are closed afterwards. */
export function amplitudePatients(): (config?: AmplitudeProviderConfig) => Promise<AmplitudePatient> {
  const prepared = treated();
  return (config = {}) => prepared(new AmplitudePatient(config));
}

/** The same for patients whose backend evaluates. */
export function fetchingAmplitudePatients(): () => Promise<FetchingAmplitudePatient> {
  const prepared = treated();
  return () => prepared(new FetchingAmplitudePatient());
}

/** The same for patients whose cohort is in trouble. */
export function cohortPatients(): () => Promise<CohortPatient> {
  const prepared = treated();
  return () => prepared(new CohortPatient());
}

function treated(): <P extends AmplitudePatient>(patient: P) => Promise<P> {
  let made: AmplitudePatient[] = [];
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
  return async (patient) => {
    made.push(patient);
    return patient.prepare();
  };
}
