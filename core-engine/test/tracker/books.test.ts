import { expect } from 'chai';
import fc from 'fast-check';
import type { DropPolicy } from '#src/tracker/ring.js';
import { delivered, failed, item, setUp, tooLarge, unauthorized, type Answer, type Item } from './support.js';

const answer = fc.constantFrom<Answer>(
  delivered,
  delivered,
  delivered,
  failed,
  { kind: 'failed', retryAfterMs: 7_000 },
  tooLarge,
  (batch) => (batch.some(({ id }) => id % 7 === 3) ? tooLarge : delivered),
  unauthorized,
  'hang',
  'throw',
  'reject',
  'nonsense',
);

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), bytes: fc.integer({ min: -1, max: 70 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('burst' as const), count: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('advance' as const), ms: fc.nat(20_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const), ms: fc.nat(15_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('start' as const) }) },
);

const plan = fc.record({
  policy: fc.constantFrom<DropPolicy>('oldest', 'newest'),
  maxItems: fc.integer({ min: 1, max: 20 }),
  maxBytes: fc.integer({ min: 1, max: 200 }),
  batchItems: fc.integer({ min: 1, max: 12 }),
  batchBytes: fc.integer({ min: 1, max: 120 }),
  attemptsPerFlush: fc.constantFrom(1, 2, 3, Infinity),
  random: fc.constantFrom(0, 0.3, 0.99),
  readds: fc.boolean(),
  answers: fc.array(answer, { maxLength: 40 }),
  operations: fc.array(operation, { minLength: 1, maxLength: 60 }),
  closeMs: fc.nat(15_000),
});

describe('a tracker\u2019s books', () => {
  it('balance at every moment, whatever happens, and every bound holds', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (p) => {
        const bytesOf = new Map<number, number>();
        const told = new Map<string, number>();
        let next = 0;
        let taken = 0;
        let turnedAway = 0;
        const put = (bytes: number) => {
          const id = next++;
          bytesOf.set(id, bytes);
          if (tracker.add(item(id, bytes))) taken++;
          else turnedAway++;
        };
        const { tracker, backend, clock }: ReturnType<typeof setUp> = setUp({
          maxItems: p.maxItems,
          maxBytes: p.maxBytes,
          batchItems: p.batchItems,
          batchBytes: p.batchBytes,
          dropPolicy: p.policy,
          attemptsPerFlush: p.attemptsPerFlush,
          random: () => p.random,
          flushIntervalMs: 3_000,
          requestTimeoutMs: 2_000,
          onDrop: (count, reason) => {
            told.set(reason, (told.get(reason) ?? 0) + count);
            if (p.readds && next < 500) put(1);
          },
        });
        const confirmed: number[] = [];
        backend.answers = [...p.answers];
        const send = backend.send.bind(backend);
        // What the sender finds wrong is kept: an assertion thrown inside it would pass for a failed delivery.
        const wrong: string[] = [];
        let open = 0;
        backend.send = async (batch: readonly Item[], signal: AbortSignal) => {
          if (++open > 1) wrong.push('two requests at a time');
          signal.addEventListener('abort', () => open--, { once: true });
          if (batch.length < 1 || batch.length > p.batchItems) wrong.push(`a batch of ${batch.length}`);
          const bytes = batch.reduce((sum, one) => sum + one.bytes, 0);
          if (batch.length > 1 && bytes > p.batchBytes) wrong.push(`a batch of ${bytes} bytes`);
          try {
            const delivery = await send(batch, signal);
            if (delivery.kind === 'delivered') confirmed.push(...batch.map(({ id }) => id));
            return delivery;
          } finally {
            if (!signal.aborted) open--;
          }
        };
        const check = () => {
          const s = tracker.stats;
          expect(wrong).to.be.empty;
          expect([s.accepted, s.rejected]).to.deep.equal([taken, turnedAway]);
          expect(s.accepted + s.rejected).to.equal(s.sent + s.dropped + s.queued + s.inFlight);
          expect(s.dropped).to.equal(Object.values(s.droppedByReason).reduce((sum, count) => sum + count, 0));
          expect(s.queued).to.be.at.most(p.maxItems);
          expect(s.queuedBytes).to.be.at.most(p.maxBytes);
          expect(s.inFlight).to.be.at.most(p.batchItems);
          expect(s.sent).to.equal(confirmed.length);
        };

        for (const operation of p.operations) {
          if (operation.kind === 'add') put(operation.bytes);
          else if (operation.kind === 'burst') for (let i = 0; i < operation.count; i++) put(i % 9);
          else if (operation.kind === 'advance') await clock.advance(operation.ms);
          else if (operation.kind === 'start') tracker.start();
          else void tracker.flush(operation.ms);
          if (operation.kind !== 'flush') check();
        }
        const before = tracker.stats;
        const closed = tracker.close(p.closeMs);
        await clock.advance(p.closeMs);
        const report = await closed;
        check();
        const after = tracker.stats;
        expect(report.sent + report.dropped).to.equal(before.queued + before.inFlight);
        expect([after.queued, after.inFlight, after.queuedBytes]).to.deep.equal([0, 0, 0]);
        expect(clock.pending).to.equal(0);
        expect(clock.held).to.equal(0);
        expect(open).to.equal(0);
        expect(confirmed, 'in order, none twice').to.deep.equal([...new Set(confirmed)].sort((a, b) => a - b));
        if (!p.readds) expect([...told.values()].reduce((sum, count) => sum + count, 0)).to.equal(after.dropped);
      }),
      { numRuns: 400 },
    );
  });
});
