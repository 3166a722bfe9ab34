import {
  headerProblem,
  invalidOption,
  openTransport,
  type Clock,
  ReopeningTransport,
  type Transport,
  wayOf,
} from '@polyflag/core-engine';
import { machineOf } from '../config/machine.js';
import type { SplitSettings } from '../config/settings.js';
import { SplitRequests } from '../wire/requests.js';

/** The way to the backend, for definitions and reports alike. */
export interface Network {
  readonly sdkKey: string;
  readonly transport: Transport;
  readonly requests: SplitRequests;
}

/** @throws CodedError when something of it can never be sent */
export function networkOf(owner: string, sdkKey: string, settings: SplitSettings, clock: Clock): Network {
  const machine = machineOf(settings);
  if (headerProblem('Authorization', `Bearer ${sdkKey}`) !== undefined) {
    throw invalidOption(`${owner}: the SDK key holds characters that no SDK key has; a line break at its end, perhaps`);
  }
  if (machine.ip !== undefined && headerProblem('SplitSDKMachineIP', machine.ip) !== undefined) {
    throw invalidOption(`${owner}: "machineIp" holds characters that cannot be sent`);
  }
  return {
    sdkKey,
    transport: new ReopeningTransport(() => transportOf(settings, clock)),
    requests: new SplitRequests({ ...settings, sdkKey, machine }),
  };
}

function transportOf({ connectionTimeout, readTimeout, ...settings }: SplitSettings, clock: Clock): Transport {
  return openTransport({
    clock,
    deadlines: {
      lookup: connectionTimeout,
      connect: connectionTimeout,
      tls: connectionTimeout,
      headers: readTimeout,
      bodyIdle: readTimeout,
    },
    ...wayOf(settings),
  });
}
