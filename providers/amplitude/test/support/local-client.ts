import { ManualClock, type BackendStatus, type Logger } from '@polyflag/core-engine';
import { ExperimentClient, runtimeParts } from '#src/client/client.js';
import { runtimeOf } from '#src/client/runtime-of.js';
import type { AmplitudeConfig } from '#src/config/amplitude-config.js';
import type { ExperimentUser } from '#src/wire/user.js';
import { FlagBackend } from './flag-backend.js';

export const START = 1_700_000_000_000;

/** A client that evaluates locally, over a backend that the test plays, by a clock that the test moves. */
export class LocalRig {
  readonly clock = new ManualClock(START);
  readonly backend = new FlagBackend(() => this.clock.now());
  readonly lines: string[] = [];
  readonly told: string[] = [];
  readonly client: ExperimentClient;
  /** How `start` ended, and after how many milliseconds. */
  started: { readonly code: unknown; readonly after: number } | undefined;

  constructor(config: AmplitudeConfig = {}) {
    const line = (message: unknown): unknown => this.lines.push(String(message));
    const logger: Logger = { error: line, warn: line, info: () => undefined, debug: () => undefined };
    const parts = { [runtimeParts]: { clock: this.clock, transport: this.backend } };
    const options: object = { localEvaluation: true, urls, logger, ...config, ...parts };
    this.client = new ExperimentClient('the key', options);
    runtimeOf(this.client)!.local!.subscribe((status) => this.told.push(shown(status)));
  }

  /** Starts, and lets happen what happens without time passing. */
  async start(): Promise<this> {
    const begun = this.clock.now();
    const end = (code: unknown): void => {
      this.started = { code, after: this.clock.now() - begun };
    };
    this.client.start().then(
      () => end('resolved'),
      (error: unknown) => end((error as { code: unknown }).code),
    );
    await this.pass(0);
    return this;
  }

  /** Time passes, in steps of at most a second: what one brings about counts in the next. */
  async pass(millis: number): Promise<void> {
    for (let left = millis; left > 0; left -= 1_000) await this.clock.advance(Math.min(left, 1_000));
    for (let turn = 0; turn < 20; turn++) await this.clock.advance(0);
  }

  /** What flags come to for a user: `a=on b=off`. */
  answers(user: ExperimentUser = { user_id: 'ann' }): string {
    return Object.entries(this.client.evaluateV2(user))
      .map(([flag, { key }]) => `${flag}=${String(key)}`)
      .join(' ');
  }

  /** When something was asked for, in milliseconds from the beginning. */
  times(part: string): number[] {
    return this.backend.of(part).map(({ at }) => at - START);
  }
}

const urls = {
  server: 'http://server.test',
  flags: 'http://flags.test',
  stream: 'http://stream.test',
  cohorts: 'http://cohorts.test',
  analytics: 'http://analytics.test',
};

function shown(status: BackendStatus): string {
  if (status.kind === 'changed') return `changed ${[...status.flagKeys].sort().join(',')}`;
  return status.kind === 'error' ? `error ${status.code}` : status.kind;
}

/** To be called inside a `describe`: its tests get rigs, which are stopped afterwards. */
export function useLocal(): (config?: AmplitudeConfig) => LocalRig {
  const rigs: LocalRig[] = [];
  afterEach(async () => {
    for (const rig of rigs.splice(0)) {
      const stopped = rig.client.stop();
      await rig.pass(11_000);
      await stopped;
    }
  });
  return (config) => {
    const rig = new LocalRig(config);
    rigs.push(rig);
    return rig;
  };
}
