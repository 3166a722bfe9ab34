import { acceptedBodies } from '../http/accepted.js';
import { hasText, isList, isObject } from '../http/form.js';
import type { ReceivedRequest } from '../http/received.js';

/** An impression, with the names that it has on the wire (spec §6.1). */
export interface ReceivedImpression {
  /** Flag. */
  readonly f: string;
  /** Matching key. */
  readonly k: string;
  /** Treatment. */
  readonly t: string;
  /** When, in epoch milliseconds. */
  readonly m: number;
  /** Change number of the flag. */
  readonly c?: number;
  /** Label of what decided. */
  readonly r?: string | null;
  /** Bucketing key. */
  readonly b?: string | null;
  /** When the same impression was made before. */
  readonly pt?: number | null;
  /** JSON text. */
  readonly properties?: string;
}

/** How often a flag was evaluated in one hour beyond what its impressions say (spec §6.3). */
export interface ReceivedImpressionCount {
  /** Flag. */
  readonly f: string;
  /** Beginning of the hour, in epoch milliseconds. */
  readonly m: number;
  readonly rc: number;
}

/** The keys for which a flag was evaluated (spec §6.3). */
export interface ReceivedUniqueKeys {
  /** Flag. */
  readonly f: string;
  readonly ks: readonly string[];
}

/** An event (spec §6.4). */
export interface ReceivedEvent {
  readonly eventTypeId: string;
  readonly trafficTypeName: string;
  readonly key: string;
  readonly timestamp: number;
  readonly value?: number | null;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

/** Telemetry as it was sent (spec §6.6). */
export interface ReceivedMetrics {
  readonly config: readonly Readonly<Record<string, unknown>>[];
  readonly usage: readonly Readonly<Record<string, unknown>>[];
}

/** Where reports are sent to, by service and path. */
export const reportPaths: Readonly<Record<string, readonly string[]>> = {
  events: ['/testImpressions/bulk', '/testImpressions/count', '/events/bulk'],
  telemetry: ['/v1/keys/ss', '/v1/metrics/config', '/v1/metrics/usage'],
};

/** The reports that were accepted, sorted by what they are. */
export class Reports {
  private readonly requests: () => readonly ReceivedRequest[];

  constructor(requests: () => readonly ReceivedRequest[]) {
    this.requests = requests;
  }

  get impressions(): ReceivedImpression[] {
    type Bulk = readonly { readonly f: string; readonly i: readonly Omit<ReceivedImpression, 'f'>[] }[];
    return this.bodies<Bulk>('/testImpressions/bulk')
      .flat()
      .flatMap(({ f, i }) => i.map((impression) => ({ f, ...impression })));
  }

  get impressionCounts(): ReceivedImpressionCount[] {
    type Counts = { readonly pf: readonly ReceivedImpressionCount[] };
    return this.bodies<Counts>('/testImpressions/count').flatMap(({ pf }) => pf);
  }

  get uniqueKeys(): ReceivedUniqueKeys[] {
    type Keys = { readonly keys: readonly ReceivedUniqueKeys[] };
    return this.bodies<Keys>('/v1/keys/ss').flatMap(({ keys }) => keys);
  }

  get events(): ReceivedEvent[] {
    return this.bodies<readonly ReceivedEvent[]>('/events/bulk').flat();
  }

  get metrics(): ReceivedMetrics {
    return { config: this.bodies('/v1/metrics/config'), usage: this.bodies('/v1/metrics/usage') };
  }

  private bodies<T>(path: string): T[] {
    return acceptedBodies(this.requests(), path);
  }
}

/** Whether a body is what is sent to a path. */
export function isReport(path: string, body: unknown): boolean {
  switch (path) {
    case '/testImpressions/bulk':
      return isList(body, (entry) => typeof entry.f === 'string' && isList(entry.i, hasText('k', 't')));
    case '/testImpressions/count':
      return isObject(body) && isList(body.pf, (entry) => typeof entry.rc === 'number' && hasText('f')(entry));
    case '/v1/keys/ss':
      return isObject(body) && isList(body.keys, (entry) => Array.isArray(entry.ks) && hasText('f')(entry));
    case '/events/bulk':
      return isList(body, hasText('eventTypeId', 'trafficTypeName', 'key'));
    default:
      return isObject(body);
  }
}
