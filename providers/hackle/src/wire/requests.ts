import type { Clock, HttpRequest } from '@polyflag/core-engine';
import type { HackleSettings } from '../config/settings.js';

export type RequestSettings = Pick<HackleSettings, 'sdkKey' | 'sdkName' | 'sdkVersion' | 'urls'>;

type Headers = Readonly<Record<string, string>>;

/** Every request that Hackle's backend knows of a server (spec §1.2 and §1.3). It sends nothing. */
export class HackleRequests {
  private readonly urls: HackleSettings['urls'];
  private readonly workspaceUrl: string;
  private readonly common: Headers;
  private readonly clock: Clock;

  constructor({ sdkKey, sdkName, sdkVersion, urls }: RequestSettings, clock: Clock) {
    this.urls = urls;
    this.workspaceUrl = `${urls.sdk}/api/v2/workspaces/${encodeURIComponent(sdkKey)}/config`;
    this.common = {
      'X-HACKLE-SDK-KEY': sdkKey,
      'X-HACKLE-SDK-NAME': sdkName,
      'X-HACKLE-SDK-VERSION': sdkVersion,
      'User-Agent': `${sdkName}/${sdkVersion}`,
    };
    this.clock = clock;
  }

  /** @param validator the `Last-Modified` of what is there, as it came; absent: whatever there is */
  workspace(validator: string | undefined): HttpRequest {
    const condition = validator === undefined ? {} : { 'If-Modified-Since': validator };
    return { method: 'GET', url: this.workspaceUrl, headers: { ...this.headers(), ...condition } };
  }

  events(body: string): HttpRequest {
    return this.post(`${this.urls.event}/api/v2/events`, body);
  }

  metrics(body: string): HttpRequest {
    return this.post(`${this.urls.monitoring}/metrics`, body);
  }

  private post(url: string, body: string): HttpRequest {
    return { method: 'POST', url, headers: { ...this.headers(), 'Content-Type': 'application/json' }, body };
  }

  private headers(): Headers {
    return { ...this.common, 'X-HACKLE-SDK-TIME': String(this.clock.now()) };
  }
}
