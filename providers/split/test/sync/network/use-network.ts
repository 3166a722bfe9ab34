import { ManualClock, type BackendStatus } from '@polyflag/core-engine';
import { runtimeParts, SplitFactory } from '#src/client/factory.js';
import { runtimeOf } from '#src/client/runtime-of.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { Log } from '../../client/log.js';
import { FakeBackend } from './fake-backend.js';

const urls = Object.fromEntries(
  ['sdk', 'events', 'auth', 'streaming', 'telemetry'].map((name) => [name, `http://${name}.test`]),
);

/** A factory over a backend that the test plays, by a clock that the test moves. */
export class Rig {
  readonly backend = new FakeBackend();
  readonly clock = new ManualClock(1_700_000_000_000);
  readonly log = new Log();
  readonly statuses: BackendStatus[] = [];
  readonly factory: SplitFactory;
  /** How the start ended, once it has. */
  started: 'resolved' | { readonly code: unknown; readonly message: string } | undefined;

  constructor(config: SplitConfig = {}) {
    const options = { urls, logger: this.log, ...config };
    this.factory = new SplitFactory('the key', {
      ...options,
      [runtimeParts]: { clock: this.clock, transport: this.backend },
    } as SplitConfig);
    runtimeOf(this.factory)!.subscribe((told) => this.statuses.push(told));
  }

  /** Starts, and lets happen what happens without time passing. */
  async start(): Promise<void> {
    runtimeOf(this.factory)!
      .start()
      .then(
        () => (this.started = 'resolved'),
        (error: unknown) => (this.started = error as { code: unknown; message: string }),
      );
    await this.turns();
  }

  /** Lets promises settle; more than one turn, because compressed text and patterns may take some. */
  async turns(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await this.clock.advance(0);
  }

  /** Time passes, in steps: what one step brings about counts in the next. */
  async pass(seconds: number): Promise<void> {
    await this.clock.advance(seconds * 1_000);
    await this.turns();
  }

  treatment(flag: string, key = 'ana'): string {
    return this.factory.client().getTreatment(key, flag);
  }

  /** What was told, changes with their flags. */
  get told(): string[] {
    return this.statuses.map((status) => {
      switch (status.kind) {
        case 'changed':
          return `changed ${[...status.flagKeys].sort().join(',')}`;
        case 'error':
          return `error ${status.code}`;
        case 'ready':
        case 'stale':
          return status.kind;
      }
    });
  }

  /** The same, and what comes next is told apart. */
  take(): string[] {
    const { told } = this;
    this.statuses.length = 0;
    return told;
  }

  /** The queries of the flags, and those from now on are told apart. */
  queries(): string[] {
    const queries = this.backend.of('splitChanges').map(({ query }) => query);
    this.backend.received.length = 0;
    return queries;
  }
}

export interface Network {
  /** A factory that was not started. */
  rig(config?: SplitConfig): Rig;
  /** One that polls, and has begun. */
  polling(prepare?: (backend: FakeBackend) => void, config?: SplitConfig): Promise<Rig>;
  /** One that streams, and has begun. */
  streaming(prepare?: (backend: FakeBackend) => void, config?: SplitConfig): Promise<Rig>;
}

/** To be called inside a `describe`: its tests get factories, which are destroyed afterwards. */
export function useNetwork(): Network {
  const rigs: Rig[] = [];
  afterEach(async () => {
    for (const rig of rigs.splice(0)) {
      const destroyed = rig.factory.destroy();
      await rig.pass(20);
      await destroyed;
    }
  });
  const rig = (config?: SplitConfig): Rig => {
    const made = new Rig(config);
    rigs.push(made);
    return made;
  };
  return {
    rig,
    async polling(prepare, config) {
      const made = rig({ streamingEnabled: false, ...config });
      prepare?.(made.backend);
      await made.start();
      made.take();
      made.queries();
      return made;
    },
    async streaming(prepare, config) {
      const made = rig(config);
      prepare?.(made.backend);
      await made.start();
      made.backend.open();
      await made.turns();
      made.take();
      made.queries();
      return made;
    },
  };
}
