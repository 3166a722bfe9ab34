import { ManualClock } from '@polyflag/core-engine';
import type { SplitClient } from '#src/client/client.js';
import { runtimeParts, SplitFactory } from '#src/client/factory.js';
import { runtimeOf } from '#src/client/runtime-of.js';
import type { SplitConfig } from '#src/config/split-config.js';
import type { Reports } from '#src/reports/reports.js';
import { Log } from '../client/log.js';
import { ManualSource } from '../client/manual-source.js';
import { flag } from '../definitions/build.js';
import { FakeBackend } from './fake-backend.js';

/** The time at which everything begins: 800 seconds into an hour. */
export const START = 1_700_000_000_000;
export const HOUR_BEGIN = 1_699_999_200_000;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A factory with a backend to report to. */
export interface Reporting {
  readonly factory: SplitFactory;
  readonly client: SplitClient;
  readonly backend: FakeBackend;
  readonly clock: ManualClock;
  readonly log: Log;
  readonly source: ManualSource;
  readonly reports: Reports;
}

export const flags = [
  flag('a', { changeNumber: 1 }),
  flag('b', { changeNumber: 2 }),
  flag('off the record', { changeNumber: 3, impressionsDisabled: true }),
];

/** To be called inside a `describe`: its tests get factories, which are destroyed afterwards. */
export function useBackend(): {
  readonly make: (config?: SplitConfig) => Reporting;
  readonly ready: (config?: SplitConfig, definitions?: readonly unknown[]) => Promise<Reporting>;
} {
  const made: Reporting[] = [];
  afterEach(async () => {
    for (const { factory, backend, clock } of made.splice(0)) {
      backend.otherwise = 200;
      const destroyed = factory.destroy();
      await clock.advance(60_000);
      await destroyed;
    }
  });
  const make = (config: SplitConfig = {}): Reporting => {
    const backend = new FakeBackend();
    const clock = new ManualClock(START);
    const log = new Log();
    const source = new ManualSource();
    const parts = { [runtimeParts]: { source: source.make, clock, transport: backend.transport } };
    const factory = new SplitFactory('sdk-key', { logger: log, ...config, ...parts });
    const reporting = {
      factory,
      backend,
      clock,
      log,
      source,
      get client() {
        return factory.client();
      },
      reports: runtimeOf(factory)?.reports as Reports,
    };
    made.push(reporting);
    return reporting;
  };
  return {
    make,
    async ready(config, definitions = flags) {
      const reporting = make(config);
      const ready = reporting.factory.blockUntilReady();
      await reporting.source.bring(...definitions);
      await ready;
      await reporting.clock.advance(0);
      return reporting;
    },
  };
}
