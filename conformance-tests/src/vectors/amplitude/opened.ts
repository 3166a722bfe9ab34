import { openTransport, silentLogger, systemClock, type Clock } from '@polyflag/core-engine';
import { ExperimentClient, type AmplitudeConfig } from '@polyflag/amplitude-provider';
import { runtimeParts } from '@polyflag/amplitude-provider/internal';

/** A client, and the waits that it made between attempts, in milliseconds. */
export interface OpenedClient {
  readonly client: ExperimentClient;
  readonly delays: readonly number[];
}

/** A client whose waits between attempts are over at once. Its deadlines are the machine's. */
export function openClient(deploymentKey: string, config: AmplitudeConfig): OpenedClient {
  const delays: number[] = [];
  const clock: Clock = {
    now: () => systemClock.now(),
    schedule: (delayMs, task, options) => {
      delays.push(delayMs);
      return systemClock.schedule(0, task, options);
    },
  };
  const parts = { clock, transport: openTransport({ proxy: false }) };
  const options = { ...config, logger: silentLogger, [runtimeParts]: parts };
  return { client: new ExperimentClient(deploymentKey, options), delays };
}
