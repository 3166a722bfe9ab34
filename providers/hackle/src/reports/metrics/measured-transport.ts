import type { HttpOutcome, HttpRequest, Transport } from '@polyflag/core-engine';
import type { Metrics } from './metrics.js';

/** The requests of one kind: metrics hear how each of them went (spec §1.8). */
export class MeasuredTransport implements Pick<Transport, 'request'> {
  private readonly transport: Pick<Transport, 'request'>;
  private readonly metrics: Metrics;
  private readonly operation: 'get.workspace' | 'post.events';

  constructor(transport: Pick<Transport, 'request'>, metrics: Metrics, operation: 'get.workspace' | 'post.events') {
    this.transport = transport;
    this.metrics = metrics;
    this.operation = operation;
  }

  async request(request: HttpRequest): Promise<HttpOutcome> {
    const { metrics, operation } = this;
    const began = metrics.now();
    const outcome = await this.transport.request(request);
    const tags = { operation, success: String(isSuccess(outcome)) };
    metrics.add({ name: 'api.call', tags }, metrics.since(began));
    return outcome;
  }
}

function isSuccess(outcome: HttpOutcome): boolean {
  if (outcome.kind === 'failed') return false;
  return (outcome.status >= 200 && outcome.status < 300) || outcome.status === 304;
}
