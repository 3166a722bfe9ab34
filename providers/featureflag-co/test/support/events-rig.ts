import { ManualClock, type HttpOutcome, type HttpRequest, type Tracker } from '@polyflag/core-engine';
import { makeEvents } from '#src/reports/make-events.js';
import type { Report, ReportedUser } from '#src/reports/report.js';

export const ann: ReportedUser = {
  keyId: 'ann',
  userName: 'Ann',
  email: '',
  country: 'FR',
  customizedProperties: [{ name: 'age', value: '31' }],
};

/** The way out for events, whose backend the test plays. */
export class EventsRig {
  readonly clock = new ManualClock(1_663_656_999_123);
  readonly requests: (HttpRequest & { readonly at: number })[] = [];
  /** What the next requests are answered; then 200. `undefined`: no answer before the deadline. */
  statuses: (number | undefined)[] = [];
  readonly logged: string[] = [];
  readonly events: Tracker<Report>;

  constructor() {
    const log = (message: string): void => void this.logged.push(message);
    this.events = makeEvents({
      transport: { request: (request) => this.answer(request) },
      clock: this.clock,
      logger: { error: log, warn: log, info: log, debug: log },
      envSecret: 'the secret',
      url: 'https://events.test',
      maxInQueue: 10_000,
      flushIntervalMs: 3_000,
      maxRetries: 1,
      retryIntervalMs: 100,
    });
    this.events.start();
  }

  /** The bodies that were sent, parsed. */
  get bodies(): unknown[][] {
    return this.requests.map(({ body }) => JSON.parse(body ?? '') as unknown[]);
  }

  /** The values of the metrics of each request. */
  get values(): unknown[][] {
    return this.bodies.map((events) =>
      events.map((event) => (event as { metrics: { numericValue: unknown }[] }).metrics[0]?.numericValue),
    );
  }

  track(...values: number[]): void {
    for (const numericValue of values) {
      this.events.add({ kind: 'metric', user: ann, metrics: [{ eventName: 'paid', numericValue }] });
    }
  }

  private answer(request: HttpRequest): Promise<HttpOutcome> {
    this.requests.push({ ...request, at: this.clock.now() });
    const status = this.statuses.length === 0 ? 200 : this.statuses.shift();
    if (status === undefined) return new Promise(() => undefined);
    return Promise.resolve({ kind: 'response', status, headers: {}, body: '{"code":200,"message":"OK"}' });
  }
}
