import { silentLogger } from '@polyflag/core-engine';
import { FeatureFlagCoEmulator, type FfcContents } from '@polyflag/emulators';
import { FFCClient } from '@polyflag/featureflag-co-provider';
import { runtimeParts } from '@polyflag/featureflag-co-provider/internal';
import { StepClock } from '../../faults/step-clock.js';
import { Time } from '../../faults/time.js';
import { Random } from '../random.js';
import { Tally } from '../tally.js';
import { judgeAsWritten } from '../verdict.js';
import { segmentWireOf, SoakWorld, wireOf, type ModelFlag } from './soak-world.js';

/** An evaluation, and when it was made. */
export interface SoakQuestion {
  readonly patch: number;
  readonly key: string;
  readonly user: string;
}

export type SoakTally = Tally<SoakQuestion, unknown>;

export interface SoakPlan {
  readonly seed: number;
  readonly patches: number;
  /** How often the connection is ended, in one way or another, spread evenly over the patches. */
  readonly reconnects: number;
}

/** What is left behind at one moment. */
export interface Weight {
  readonly heapBytes: number;
  /** What Node holds open, sockets and servers, ours and the emulator's. */
  readonly handles: number;
  /** Tasks that wait on the clock. */
  readonly timers: number;
}

export interface SoakReport {
  readonly patches: number;
  readonly reconnects: number;
  /** Answers beside the model's. */
  readonly answers: SoakTally;
  /** Evaluations that were made, and those that the backend was told of. */
  readonly evaluated: number;
  readonly reported: number;
  /** After a fifth of the patches, and at the end. */
  readonly early: Weight;
  readonly late: Weight;
}

const FLAGS = Array.from({ length: 40 }, (_, at) => `flag-${at}`);
const SEGMENTS = ['staff', 'testers', 'guests'];
const USERS = Array.from({ length: 20 }, (_, at) => `user-${at}`);
/** How many flags are asked for after a patch, each for how many users; after a reconnect it is every flag. */
const FLAGS_ASKED = 3;
const USERS_ASKED = 5;
/** Changes with every patch: when it has come, everything before it has. */
const SERIAL = 'serial';
/** Evaluations are sent off before they fill the queue. */
const FLUSH_EVERY = 100;
/** Figures that nothing else waits for, in seconds: by them the clock knows a handshake or a request. */
const seconds = { timeout: 4.999, connectTimeout: 4.997, readTimeout: 9.001 };
const deadlines = [
  seconds.timeout,
  2 * seconds.timeout,
  seconds.connectTimeout,
  2 * seconds.connectTimeout,
  seconds.readTimeout,
  3 * seconds.connectTimeout + 2 * seconds.readTimeout,
];
const CALM = 30;

/** Frees what can be freed. Needs Node's flag --expose-gc; without it the heap is what it is. */
const collect = (globalThis as { readonly gc?: () => void }).gc ?? ((): void => undefined);

/** A client of featureflag.co's through thousands of changes, compared with a model after each. */
export class Soak {
  private readonly random: Random;
  private readonly plan: SoakPlan;
  private readonly world = new SoakWorld();
  private readonly time = new Time(
    new StepClock(
      1_700_000_000_000,
      deadlines.map((length) => 1_000 * length),
    ),
    CALM,
  );
  private readonly emulator = new FeatureFlagCoEmulator({ clock: this.time.clock });
  private client!: FFCClient;
  private readonly answers: SoakTally = new Tally([], []);
  private serial = 0;
  private evaluated = 0;
  private reported = 0;
  private reconnects = 0;

  constructor(plan: SoakPlan) {
    this.plan = plan;
    this.random = new Random(plan.seed);
  }

  async run(): Promise<SoakReport> {
    const { emulator, time, plan } = this;
    await emulator.start();
    const options: object = {
      urls: emulator.urls,
      ...seconds,
      logger: silentLogger,
      [runtimeParts]: { clock: time.clock },
    };
    this.client = new FFCClient(emulator.envSecret, options);
    this.patch(FLAGS.map((key) => this.someFlag(key)));
    await this.connected(this.client.initialize());
    await this.applied();
    const every = Math.max(1, Math.floor(plan.patches / plan.reconnects));
    let early = await this.weigh();
    for (let done = 1; done <= plan.patches; done++) {
      this.change();
      await this.applied();
      this.compare(this.random.some(FLAGS, FLAGS_ASKED, FLAGS_ASKED));
      if (done % every === 0 && this.reconnects < plan.reconnects) await this.reconnect();
      if (done % FLUSH_EVERY === 0) await this.deliver();
      if (done === Math.floor(plan.patches / 5)) early = await this.weigh();
    }
    this.compare(FLAGS);
    const late = await this.weigh();
    await time.settled(this.client.stop());
    await emulator.stop();
    const { reconnects, answers, evaluated, reported } = this;
    return { patches: plan.patches, reconnects, answers, evaluated, reported, early, late };
  }

  /** One patch, with one change or several; sometimes what came before comes once more. */
  private change(): void {
    const { random, world } = this;
    const flags: ModelFlag[] = [];
    const segments: string[] = [];
    for (
      let count = random.weighted([
        [6, 1],
        [2, 3],
        [1, 8],
      ]);
      count > 0;
      count--
    ) {
      if (random.chance(0.2)) segments.push(random.pick(SEGMENTS));
      else flags.push(this.someFlag(random.pick(FLAGS)));
    }
    for (const id of segments) world.segments.set(id, new Set(random.some(USERS, 0, 8)));
    this.patch(flags, segments);
    if (random.chance(0.1)) this.archive(random.pick(FLAGS));
    if (random.chance(0.1)) this.repeatOld(random.pick(FLAGS));
  }

  private someFlag(key: string): ModelFlag {
    const { random } = this;
    return {
      key,
      isOff: random.chance(0.1),
      segment: random.chance(0.4) ? random.pick(SEGMENTS) : undefined,
      chosen: `c${random.int(0, 9)}`,
      share: random.int(1, 9) / 10,
      first: `a${random.int(0, 9)}`,
      second: `b${random.int(0, 9)}`,
    };
  }

  private patch(flags: readonly ModelFlag[], segments: readonly string[] = []): void {
    const { world, emulator } = this;
    // Of two changes of one flag in a patch the later counts, and only that is sent.
    const latest = new Map(flags.map((flag) => [flag.key, flag]));
    for (const [key, flag] of latest) world.flags.set(key, flag);
    this.serial += 1;
    const valueOption = { localId: 1, variationValue: String(this.serial) };
    const serial = {
      ff: { keyName: SERIAL, defaultRulePercentageRollouts: [{ rolloutPercentage: [0, 1] as const, valueOption }] },
    };
    const contents: FfcContents = {
      featureFlags: [...[...latest.values()].map(wireOf), serial],
      segments: [...new Set(segments)].map((id) => segmentWireOf(id, world.segments.get(id) ?? new Set())),
    };
    emulator.patch(contents);
  }

  private archive(key: string): void {
    if (!this.world.flags.delete(key)) return;
    this.emulator.archiveFlag(key);
    this.patch([]);
  }

  /** What is older than what is held changes nothing, whatever it says. */
  private repeatOld(key: string): void {
    const { emulator } = this;
    const id = emulator.flagId(key);
    const data = { eventType: 'patch', featureFlags: [{ id, isArchived: true, timestamp: 1 }], segments: [] };
    emulator.send({ messageType: 'data-sync', data });
    this.patch([]);
  }

  /** Waits until the client knows all that was said. */
  private applied(): Promise<void> {
    const wanted = String(this.serial);
    return this.time.until(`patch ${wanted} has come`, () => this.ask(SERIAL, 'anybody') === wanted);
  }

  private async reconnect(): Promise<void> {
    const { emulator, random, time } = this;
    const end = random.pick([
      () => emulator.closeStreams(random.pick([1000, 1001, 1005, 1006, 1011, 4000])),
      () => emulator.cutConnections(),
      () => emulator.send('no JSON'),
    ]);
    end();
    await time.until('the stream has ended', () => emulator.openStreams === 0);
    for (let missed = random.int(0, 3); missed > 0; missed--) this.change();
    await this.connected(Promise.resolve());
    await this.applied();
    this.reconnects += 1;
    this.compare(FLAGS);
  }

  /** Lets time pass until a stream is open, and what is awaited has settled. */
  private async connected(awaited: Promise<unknown>): Promise<void> {
    await this.time.passUntil('a stream is open', () => this.emulator.openStreams > 0, 600_000);
    await awaited;
  }

  private compare(keys: readonly string[]): void {
    for (const key of keys) {
      for (const user of this.random.some(USERS, USERS_ASKED, USERS_ASKED)) {
        const answers = { ours: this.ask(key, user), vendor: this.world.answer(key, user) ?? null };
        this.answers.count(judgeAsWritten<unknown>(answers), { patch: this.serial, key, user });
      }
    }
  }

  private ask(key: string, user: string): unknown {
    const answer = this.client.variation(key, { key: user });
    if (answer !== null) this.evaluated += 1;
    return answer;
  }

  /** Has what was evaluated sent, counts it, and forgets the record. */
  private async deliver(): Promise<void> {
    await this.time.settled(this.client.flush());
    this.reported += this.emulator.usageEvents.length;
    this.emulator.forget();
  }

  private async weigh(): Promise<Weight> {
    await this.deliver();
    collect();
    return {
      heapBytes: process.memoryUsage().heapUsed,
      handles: process.getActiveResourcesInfo().filter((kind) => /TCP/.test(kind)).length,
      timers: this.time.clock.pending,
    };
  }
}
