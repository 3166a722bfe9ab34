import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import type { Delivery } from '#src/tracker/sender.js';
import { HttpSender } from '#src/transport/http-sender.js';
import type { HttpOutcome, HttpRequest } from '#src/transport/transport.js';

describe('a sender over HTTP', () => {
  const requests: HttpRequest[] = [];
  beforeEach(() => void requests.splice(0));

  const shape = (batch: readonly number[]): HttpRequest => ({
    method: 'POST',
    url: 'https://events.test/bulk',
    headers: { authorization: 'k' },
    body: JSON.stringify(batch),
  });
  const senderOf = (outcome: HttpOutcome) => {
    const transport = {
      request: (request: HttpRequest) => {
        requests.push(request);
        return Promise.resolve(outcome);
      },
    };
    return new HttpSender<number>({ transport, shape, clock: new ManualClock(Date.UTC(2030, 0, 1)) });
  };
  const { signal } = new AbortController();
  const after = (status: number, headers: Record<string, string> = {}): Promise<Delivery> =>
    senderOf({ kind: 'response', status, headers, body: 'secret' }).send([1, 2], signal);

  it('makes one request of a batch, which its signal gives up', async () => {
    await after(200);
    expect(requests).to.deep.equal([{ ...shape([1, 2]), signal }]);
    expect(requests[0]!.signal).to.equal(signal);
  });

  it('has delivered with every 2xx', async () => {
    for (const status of [200, 201, 202, 204, 299]) expect(await after(status)).to.deep.equal({ kind: 'delivered' });
  });

  it('has the batch refused with 400 and 413', async () => {
    for (const status of [400, 413]) {
      expect(await after(status)).to.deep.equal({ kind: 'batch-refused', detail: `HTTP ${status}` });
    }
  });

  it('has the credentials refused with 401 and 403', async () => {
    for (const status of [401, 403]) {
      expect(await after(status)).to.deep.equal({ kind: 'credentials-refused', detail: `HTTP ${status}` });
    }
  });

  it('has failed with everything else', async () => {
    for (const status of [301, 304, 402, 404, 407, 408, 422, 429, 500, 503]) {
      expect(await after(status)).to.deep.equal({ kind: 'failed', detail: `HTTP ${status}` });
    }
  });

  it('passes on when the backend wants to be asked again', async () => {
    expect(await after(429, { 'retry-after': '7' })).to.include({ kind: 'failed', retryAfterMs: 7_000 });
    const date = 'Tue, 01 Jan 2030 00:00:09 GMT';
    expect(await after(503, { 'retry-after': date })).to.include({ kind: 'failed', retryAfterMs: 9_000 });
  });

  it('has failed when the network has', async () => {
    const outcome = { kind: 'failed', problem: 'timeout', message: 'events.test: timed out' } as const;
    const delivery = await senderOf(outcome).send([1], signal);
    expect(delivery).to.deep.equal({ kind: 'failed', detail: 'events.test: timed out' });
  });

  it('has a batch refused that cannot be written down, and asks nobody', async () => {
    const transport = { request: () => Promise.reject(new Error('not asked')) };
    const sender = new HttpSender({
      transport,
      shape: () => {
        throw new TypeError('secret');
      },
    });
    expect(await sender.send([1], signal)).to.deep.equal({
      kind: 'batch-refused',
      detail: 'the batch cannot be written down (TypeError)',
    });
  });
});
