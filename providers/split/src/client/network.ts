import {
  headerProblem,
  invalidOption,
  openTransport,
  type Clock,
  type Connection,
  type EventStreamListener,
  type HttpOutcome,
  type HttpRequest,
  type StreamRequest,
  type Transport,
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
    transport: new ReopeningTransport(settings, clock),
    requests: new SplitRequests({ ...settings, sdkKey, machine }),
  };
}

/** A transport that can be used again after it was closed, as a client can. */
class ReopeningTransport implements Transport {
  readonly #open: () => Transport;
  #current: Transport | undefined;

  constructor({ connectionTimeout, readTimeout, agent, ca, proxy }: SplitSettings, clock: Clock) {
    this.#open = () =>
      openTransport({
        clock,
        deadlines: {
          lookup: connectionTimeout,
          connect: connectionTimeout,
          tls: connectionTimeout,
          headers: readTimeout,
          bodyIdle: readTimeout,
        },
        ...(agent === undefined ? {} : { agent }),
        ...(ca === undefined ? {} : { ca }),
        ...(proxy === undefined ? {} : { proxy }),
      });
  }

  request(request: HttpRequest): Promise<HttpOutcome> {
    return this.#transport().request(request);
  }

  openEventStream(request: StreamRequest, listener: EventStreamListener): Connection {
    return this.#transport().openEventStream(request, listener);
  }

  close(): void {
    this.#current?.close();
    this.#current = undefined;
  }

  #transport(): Transport {
    return (this.#current ??= this.#open());
  }
}
