import type { HttpOutcome, HttpRequest, Transport } from '@polyflag/core-engine';
import type { Resource } from './resources.js';
import type { Telemetry } from './telemetry.js';

/** The requests of one resource: telemetry hears how each of them went (§6.6). */
export class MeasuredTransport implements Pick<Transport, 'request'> {
  private readonly transport: Pick<Transport, 'request'>;
  private readonly telemetry: Telemetry;
  private readonly resource: Resource;

  constructor(transport: Pick<Transport, 'request'>, telemetry: Telemetry, resource: Resource) {
    this.transport = transport;
    this.telemetry = telemetry;
    this.resource = resource;
  }

  async request(request: HttpRequest): Promise<HttpOutcome> {
    const { telemetry, resource } = this;
    const began = telemetry.now();
    const outcome = await this.transport.request(request);
    if (outcome.kind === 'failed') return outcome;
    if (outcome.status >= 200 && outcome.status < 300) {
      telemetry.httpLatency(resource, telemetry.now() - began);
      telemetry.synced(resource);
    } else {
      telemetry.httpError(resource, outcome.status);
    }
    return outcome;
  }
}
