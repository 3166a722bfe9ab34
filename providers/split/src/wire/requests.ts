import type { HttpRequest, StreamRequest } from '@polyflag/core-engine';
import { SDK_VERSION, type Machine } from '../config/machine.js';
import type { ImpressionsMode } from '../config/split-options.js';

/** The version of the flag definitions that is asked for (spec §4.1). */
export type FlagSpec = '1.3' | '1.2';

/** What a request for definitions starts from. */
export interface FlagsQuery {
  readonly spec: FlagSpec;
  /** The change numbers stored of flags and of rule-based segments; -1 for none. */
  readonly since: number;
  readonly rbSince: number;
  /** A change number that makes the URL new, so that no cache between can answer it (§4.7). */
  readonly till?: number | undefined;
  /** Whether caches between are to be asked to step aside: for what a notification announced. */
  readonly fresh?: boolean | undefined;
}

export interface SegmentQuery {
  readonly since: number;
  readonly till?: number | undefined;
  readonly fresh?: boolean | undefined;
}

export interface RequestsOptions {
  readonly sdkKey: string;
  readonly urls: Readonly<Record<'sdk' | 'events' | 'auth' | 'streaming' | 'telemetry', string>>;
  readonly machine: Machine;
  readonly impressionsMode: ImpressionsMode;
  /** Sorted, each once. */
  readonly flagSetsFilter: readonly string[] | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** Every request that Split's backend knows of a server (spec §4.1, §4.2, §5.2). Pure: it sends nothing. */
export class SplitRequests {
  private readonly options: RequestsOptions;
  private readonly common: Headers;
  private readonly json: Headers;

  constructor(options: RequestsOptions) {
    this.options = options;
    this.common = { SplitSDKVersion: SDK_VERSION, ...machineHeaders(options.machine) };
    this.json = {
      ...this.common,
      Authorization: `Bearer ${options.sdkKey}`,
      Accept: 'application/json',
      'Content-Type': 'application/json',
    };
  }

  /** The order of the parameters is part of the contract: caches compare the text. */
  flags({ spec, since, rbSince, till, fresh }: FlagsQuery): HttpRequest {
    const sets = this.options.flagSetsFilter?.map(encodeURIComponent).join(',');
    const query = [
      `s=${spec}`,
      `since=${since}`,
      ...(spec === '1.3' ? [`rbSince=${rbSince}`] : []),
      ...(sets === undefined ? [] : [`sets=${sets}`]),
      ...(till === undefined ? [] : [`till=${till}`]),
    ];
    return this.get(`${this.options.urls.sdk}/splitChanges?${query.join('&')}`, fresh);
  }

  segment(name: string, { since, till, fresh }: SegmentQuery): HttpRequest {
    const bypass = till === undefined ? '' : `&till=${till}`;
    return this.get(
      `${this.options.urls.sdk}/segmentChanges/${encodeURIComponent(name)}?since=${since}${bypass}`,
      fresh,
    );
  }

  /** Asks for the token of a stream (§5.1). */
  authentication(): HttpRequest {
    return this.get(`${this.options.urls.auth}/v2/auth?s=1.3`, true);
  }

  /** The stream itself (§5.2): the token stands for the SDK key, of which only the end is sent. */
  stream(token: string, channels: readonly string[]): StreamRequest {
    const list = channels.map(encodeURIComponent).join(',');
    return {
      url: `${this.options.urls.streaming}/sse?channels=${list}&accessToken=${token}&v=1.1&heartbeats=true`,
      headers: {
        ...this.common,
        Accept: 'text/event-stream',
        'Cache-Control': 'no-cache',
        SplitSDKClientKey: this.options.sdkKey.slice(-4),
      },
    };
  }

  impressions(body: string): HttpRequest {
    return this.post(`${this.options.urls.events}/testImpressions/bulk`, body, {
      SplitSDKImpressionsMode: this.options.impressionsMode,
    });
  }

  impressionCounts(body: string): HttpRequest {
    return this.post(`${this.options.urls.events}/testImpressions/count`, body);
  }

  events(body: string): HttpRequest {
    return this.post(`${this.options.urls.events}/events/bulk`, body);
  }

  uniqueKeys(body: string): HttpRequest {
    return this.post(`${this.options.urls.telemetry}/v1/keys/ss`, body);
  }

  metricsConfig(body: string): HttpRequest {
    return this.post(`${this.options.urls.telemetry}/v1/metrics/config`, body);
  }

  metricsUsage(body: string): HttpRequest {
    return this.post(`${this.options.urls.telemetry}/v1/metrics/usage`, body);
  }

  private get(url: string, fresh = false): HttpRequest {
    return { method: 'GET', url, headers: fresh ? { ...this.json, 'Cache-Control': 'no-cache' } : this.json };
  }

  private post(url: string, body: string, headers?: Headers): HttpRequest {
    return { method: 'POST', url, headers: headers === undefined ? this.json : { ...this.json, ...headers }, body };
  }
}

/** Only where the address is known; a name can hold letters that a header cannot (§4.2). */
function machineHeaders({ ip, name }: Machine): Headers {
  if (ip === undefined) return {};
  const sendable = name?.replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '') ?? '';
  return { SplitSDKMachineIP: ip, ...(sendable === '' ? {} : { SplitSDKMachineName: sendable }) };
}
