import {
  headerProblem,
  invalidOption,
  openTransport,
  ReopeningTransport,
  wayOf,
  type Clock,
  type Transport,
} from '@polyflag/core-engine';
import type { HackleSettings } from '../config/settings.js';
import { HackleRequests } from '../wire/requests.js';

/** The way to the backend, for workspaces and reports alike. */
export interface Network {
  readonly transport: Pick<Transport, 'request'>;
  readonly requests: HackleRequests;
}

/** How long a connection and a whole request may take, in milliseconds (spec §1.5). */
const CONNECT_MS = 5_000;
const REQUEST_MS = 10_000;

/** @throws CodedError when something of it can never be sent */
export function networkOf(
  owner: string,
  settings: HackleSettings,
  clock: Clock,
): Network & { readonly transport: Transport } {
  const { sdkKey, sdkName, sdkVersion } = settings;
  if (headerProblem('X-HACKLE-SDK-KEY', sdkKey) !== undefined) {
    throw invalidOption(`${owner}: the SDK key holds characters that no SDK key has; a line break at its end, perhaps`);
  }
  for (const [name, value] of Object.entries({ sdkName, sdkVersion })) {
    if (headerProblem('User-Agent', value) !== undefined) {
      throw invalidOption(`${owner}: "${name}" holds characters that cannot be sent`);
    }
  }
  return {
    transport: new ReopeningTransport(() => transportOf(settings, clock)),
    requests: new HackleRequests(settings, clock),
  };
}

function transportOf(settings: HackleSettings, clock: Clock): Transport {
  return openTransport({
    clock,
    deadlines: {
      lookup: CONNECT_MS,
      connect: CONNECT_MS,
      tls: CONNECT_MS,
      headers: REQUEST_MS,
      bodyIdle: REQUEST_MS,
      request: REQUEST_MS,
    },
    ...wayOf(settings),
  });
}
