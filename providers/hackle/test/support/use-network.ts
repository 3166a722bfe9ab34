import { ManualClock, type BackendStatus } from '@polyflag/core-engine';
import { HackleClient, runtimeParts } from '#src/client/client.js';
import { handleOf } from '#src/client/handle-of.js';
import type { HackleConfig } from '#src/config/hackle-config.js';
import { Log } from './clients.js';
import { FakeBackend } from './fake-backend.js';

export const START = 1_700_000_000_000;

/** A client over a backend that the test plays, by a clock that the test moves. */
export class Rig {
  readonly clock = new ManualClock(START);
  readonly backend = new FakeBackend(() => this.clock.now());
  readonly log = new Log();
  readonly told: string[] = [];
  readonly client: HackleClient;
  /** How `initialize` ended, and when. */
  started: { readonly code: unknown; readonly message: string; readonly after: number } | undefined;

  constructor(config: HackleConfig = {}) {
    this.client = new HackleClient('the key', this.options(config));
    this.handle.subscribe((status) => this.told.push(shown(status)));
  }

  options(config: HackleConfig = {}): HackleConfig {
    const parts = { [runtimeParts]: { clock: this.clock, transport: this.backend } };
    const options: object = { urls, logger: this.log, ...config, ...parts };
    return options;
  }

  get handle() {
    return handleOf(this.client)!;
  }

  /** Starts, and lets happen what happens without time passing. */
  async start(): Promise<this> {
    const begun = this.clock.now();
    const end = (code: unknown, message = ''): void => {
      this.started = { code, message, after: this.clock.now() - begun };
    };
    this.client.initialize().then(
      () => end('resolved'),
      (error: unknown) => end((error as { code: unknown }).code, (error as Error).message),
    );
    await this.pass(0);
    return this;
  }

  /** Time passes, in steps of at most a second: what one brings about counts in the next. */
  async pass(seconds: number): Promise<void> {
    for (let left = seconds * 1_000; left > 0; left -= 1_000) await this.clock.advance(Math.min(left, 1_000));
    for (let turn = 0; turn < 5; turn++) await this.clock.advance(0);
  }

  variation(key = 1): string {
    return this.client.variation(key, 'ann', 'none');
  }

  /** When the workspace was asked for, in milliseconds from the beginning. */
  get polls(): number[] {
    return this.backend.of('sdk').map(({ at }) => at - START);
  }
}

const urls = { sdk: 'http://sdk.test', event: 'http://event.test', monitoring: 'http://monitoring.test' };

function shown(status: BackendStatus): string {
  if (status.kind === 'changed') return `changed ${[...status.flagKeys].sort().join(',')}`;
  return status.kind === 'error' ? `error ${status.code}` : status.kind;
}

/** To be called inside a `describe`: its tests get rigs, which are closed afterwards. */
export function useNetwork(): (config?: HackleConfig) => Rig {
  const rigs: Rig[] = [];
  afterEach(async () => {
    for (const rig of rigs.splice(0)) {
      rig.backend.decide = () => ({ status: 202 });
      const closed = rig.client.close();
      await rig.pass(11);
      await closed;
    }
  });
  return (config) => {
    const rig = new Rig(config);
    rigs.push(rig);
    return rig;
  };
}
