import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { runtimeParts, SplitFactory } from '#src/client/factory.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { flag } from '../definitions/build.js';
import { codeOf } from './code-of.js';
import { Log } from './log.js';
import { ManualSource } from './manual-source.js';
import { useFactories } from './use-factories.js';

interface Outcome {
  readonly kind: 'waiting' | 'resolved' | 'rejected';
  readonly code?: unknown;
  readonly message?: string;
}

/** What has become of a promise, to be looked at without waiting for it. */
function watch(promise: Promise<unknown>): { outcome: Outcome } {
  const watched: { outcome: Outcome } = { outcome: { kind: 'waiting' } };
  promise.then(
    () => (watched.outcome = { kind: 'resolved' }),
    (error: unknown) =>
      (watched.outcome = { kind: 'rejected', code: codeOf(error), message: (error as Error).message }),
  );
  return watched;
}

function made(config: SplitConfig = {}): { factory: SplitFactory; clock: ManualClock; source: ManualSource; log: Log } {
  const clock = new ManualClock(1_000_000);
  const source = new ManualSource();
  const log = new Log();
  const options = { logger: log, ...config, [runtimeParts]: { clock, source: source.make } };
  return { factory: new SplitFactory('localhost', options), clock, source, log };
}

describe('blockUntilReady (§9.1)', () => {
  it('resolves when definitions are there', async () => {
    const { factory, clock, source } = made();
    const waiting = watch(factory.blockUntilReady(10));
    await clock.advance(9_999);
    expect(waiting.outcome).to.deep.equal({ kind: 'waiting' });
    expect(factory.ready).to.equal(false);
    await source.bring(flag('x'));
    await clock.advance(0);
    expect(waiting.outcome).to.deep.equal({ kind: 'resolved' });
    expect(factory.ready).to.equal(true);
    expect(clock.pending).to.equal(0);
  });

  it('rejects with PROVIDER_NOT_READY when time runs out, to the millisecond', async () => {
    const { factory, clock } = made();
    const waiting = watch(factory.blockUntilReady(1.5));
    await clock.advance(1_499);
    expect(waiting.outcome.kind).to.equal('waiting');
    await clock.advance(1);
    expect(waiting.outcome).to.deep.include({ kind: 'rejected', code: 'PROVIDER_NOT_READY' });
    expect(waiting.outcome.message).to.include('1500 ms');
  });

  it('resolves at a later call, once definitions came late', async () => {
    const { factory, clock, source } = made();
    const early = watch(factory.blockUntilReady(1));
    await clock.advance(1_000);
    expect(early.outcome.kind).to.equal('rejected');
    await source.bring(flag('x'));
    await factory.blockUntilReady(1);
    await factory.blockUntilReady();
    expect(factory.client().getTreatment('ana', 'x')).to.equal('on');
    expect(source.starts).to.equal(1);
  });

  it('waits for as long as it takes without a limit', async () => {
    const { factory, clock, source } = made();
    const waiting = watch(factory.blockUntilReady());
    await clock.advance(1e9);
    expect(waiting.outcome.kind).to.equal('waiting');
    await source.bring(flag('x'));
    await clock.advance(0);
    expect(waiting.outcome.kind).to.equal('resolved');
  });

  it('gives up at once with 0 seconds, unless definitions are there', async () => {
    const { factory, clock, source } = made();
    const waiting = watch(factory.blockUntilReady(0));
    await clock.advance(0);
    expect(waiting.outcome).to.deep.include({ kind: 'rejected', code: 'PROVIDER_NOT_READY' });
    await source.bring(flag('x'));
    await factory.blockUntilReady(0);
  });

  it('rejects with what the start failed with', async () => {
    const { factory, clock, source } = made();
    const waiting = watch(factory.blockUntilReady(10));
    source.fail(Object.assign(new Error('no good'), { code: 'GENERAL' }));
    await clock.advance(0);
    expect(waiting.outcome).to.deep.equal({ kind: 'rejected', code: 'GENERAL', message: 'no good' });
    expect(clock.pending).to.equal(0);
  });

  it('shows nothing of a foreign error but its class', async () => {
    const { factory, clock, source, log } = made();
    const waiting = watch(factory.blockUntilReady(10));
    source.fail(new TypeError('hunter2'));
    await clock.advance(0);
    expect(waiting.outcome).to.deep.include({ kind: 'rejected', code: 'GENERAL' });
    expect(waiting.outcome.message).to.include('TypeError').and.not.include('hunter2');
    expect(log.toString()).to.not.include('hunter2');
  });

  it('lets several wait, each with a limit of its own, for one start', async () => {
    const { factory, clock, source } = made();
    const short = watch(factory.blockUntilReady(1));
    const long = watch(factory.blockUntilReady(5));
    factory.client();
    await clock.advance(1_000);
    expect([short.outcome.kind, long.outcome.kind]).to.deep.equal(['rejected', 'waiting']);
    await source.bring(flag('x'));
    await clock.advance(0);
    expect([short.outcome.kind, long.outcome.kind]).to.deep.equal(['rejected', 'resolved']);
    expect(source.starts).to.equal(1);
  });

  it('rejects when the factory is destroyed meanwhile, and afterwards', async () => {
    const { factory, clock, source } = made();
    const waiting = watch(factory.blockUntilReady(10));
    await factory.destroy();
    source.fail(new Error('stopped'));
    await clock.advance(0);
    expect(waiting.outcome.kind).to.equal('rejected');
    const later = watch(factory.blockUntilReady());
    await clock.advance(0);
    expect(later.outcome).to.deep.include({ kind: 'rejected', code: 'PROVIDER_NOT_READY' });
    expect(source.starts).to.equal(1);
  });
});

describe('a factory', () => {
  const factories = useFactories();

  it('does no I/O and starts no timer until somebody asks for its client (DECISIONS 1)', async () => {
    const { factory, clock, source } = made();
    factory.manager().splits();
    await clock.advance(100_000);
    expect([source.starts, clock.pending, factory.ready]).to.deep.equal([0, 0, false]);
    factory.client();
    expect(source.starts).to.equal(1);
  });

  it('gives the same client each time, and starts once', () => {
    const { factory, source } = made();
    expect(factory.client()).to.equal(factory.client());
    expect(source.starts).to.equal(1);
  });

  it('has the members that the vendor names (DESIGN §4)', () => {
    const { factory } = made();
    for (const name of ['blockUntilReady', 'client', 'manager', 'resume', 'destroy'] as const) {
      expect(factory, name).to.have.property(name).that.is.a('function');
    }
  });

  it('says which file cannot be read, and rejects', async () => {
    const { factory, log } = factories.make({}, { splitFile: `${factories.directory}/nowhere.json` });
    const waiting = watch(factory.blockUntilReady());
    await factory.blockUntilReady().catch(() => undefined);
    expect(waiting.outcome).to.deep.include({ kind: 'rejected', code: 'PROVIDER_FATAL' });
    expect(waiting.outcome.message).to.include(`${factories.directory}/nowhere.json`);
    expect(log.at('error')).to.deep.equal([waiting.outcome.message]);
  });

  it('that nobody waits for leaves no rejection unhandled', async () => {
    // mocha runs with --unhandled-rejections=strict: one would end the run.
    const { factory, log } = factories.make({}, { splitFile: `${factories.directory}/nowhere.json` });
    factory.client();
    await factory.blockUntilReady().catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(log.at('error')).to.have.lengthOf(1);
  });
});

describe('a client that is not ready (§2.1 row 1)', () => {
  it('answers control, with one warning a method', async () => {
    const { factory, log } = made();
    const client = factory.client();
    for (let i = 0; i < 3; i++) {
      expect(client.getTreatment('ana', 'x')).to.equal('control');
      expect(client.getTreatmentWithConfig('ana', 'x')).to.deep.equal({ treatment: 'control', config: null });
      expect(client.getTreatments('ana', ['x', 'y'])).to.deep.equal({ x: 'control', y: 'control' });
    }
    expect(log.at('warn', 'error')).to.have.lengthOf(3);
    await factory.destroy();
  });

  it('answers {} by flag set', () => {
    const client = made().factory.client();
    expect(client.getTreatmentsByFlagSet('ana', 's')).to.deep.equal({});
    expect(client.getTreatmentsWithConfigByFlagSets('ana', ['s'])).to.deep.equal({});
  });
});
