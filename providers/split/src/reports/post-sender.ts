import type { Delivery, HttpOutcome, HttpRequest, Sender, Transport } from '@polyflag/core-engine';
import type { Resource } from './telemetry/resources.js';
import type { Telemetry } from './telemetry/telemetry.js';

export interface PostSenderParts<T> {
  readonly transport: Pick<Transport, 'request'>;
  readonly telemetry: Telemetry;
  /** What is sent, for telemetry. */
  readonly resource: Resource;
  /** The request that carries a batch. */
  readonly request: (batch: readonly T[]) => HttpRequest;
}

/** Posts reports, and notes for telemetry how that went. */
export class PostSender<T> implements Sender<T> {
  private readonly parts: PostSenderParts<T>;

  constructor(parts: PostSenderParts<T>) {
    this.parts = parts;
  }

  async send(batch: readonly T[], signal: AbortSignal): Promise<Delivery> {
    const { transport, telemetry, resource, request } = this.parts;
    const began = telemetry.now();
    const outcome = await transport.request({ ...request(batch), signal });
    const delivery = deliveryOf(outcome);
    if (outcome.kind === 'response') {
      if (delivery.kind === 'delivered') {
        telemetry.httpLatency(resource, telemetry.now() - began);
        telemetry.synced(resource);
      } else {
        telemetry.httpError(resource, outcome.status);
      }
    }
    return delivery;
  }
}

/** What an answer means for the batch (DECISIONS 26). */
function deliveryOf(outcome: HttpOutcome): Delivery {
  if (outcome.kind === 'failed') return { kind: 'failed', detail: outcome.message };
  const { status, headers } = outcome;
  const detail = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 400 || status === 413) return { kind: 'batch-refused', detail };
  if (status === 401 || status === 403) return { kind: 'credentials-refused', detail };
  const seconds = Number(headers['retry-after'] ?? NaN);
  return Number.isFinite(seconds)
    ? { kind: 'failed', detail, retryAfterMs: seconds * 1_000 }
    : { kind: 'failed', detail };
}
