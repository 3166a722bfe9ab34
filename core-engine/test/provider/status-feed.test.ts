import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import { ProblemLog } from '#src/logging/problem-log.js';
import type { BackendStatus } from '#src/provider/backend.js';
import { CodedError } from '#src/provider/errors.js';
import { StatusFeed } from '#src/provider/status-feed.js';

const START = 1_000_000;
const words = { failed: 'it could not be started', closed: 'it was closed while it was starting' };
const stale: BackendStatus = { kind: 'stale', message: 'no answer' };
const ready: BackendStatus = { kind: 'ready' };
const changed = (...flagKeys: string[]): BackendStatus => ({ kind: 'changed', flagKeys });

/** A backend that follows one source. */
function setUp() {
  const clock = new ManualClock(START);
  const lines: string[] = [];
  const line = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const logger = { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') };
  const feed = new StatusFeed({ clock, log: new ProblemLog(logger), errorAfterMillis: 120_000 });
  const backend = { current: true, serving: false };
  const following = {
    isCurrent: () => backend.current,
    isServing: () => backend.serving,
    serve: () => {
      backend.serving = true;
    },
  };
  const told: BackendStatus[] = [];
  const leave = feed.subscribe((status) => told.push(status));
  return { clock, lines, feed, backend, following, told, leave, sink: feed.sinkOf(following) };
}

describe('provider: what a backend tells of what its source tells', () => {
  it('is READY with the first definitions, whatever they are, and afterwards what has changed', () => {
    const { sink, told, backend } = setUp();
    sink.changed(['a', 'b']);
    expect(backend.serving).to.equal(true);
    expect(told).to.deep.equal([ready]);
    sink.changed(['b']);
    sink.changed([]);
    expect(told).to.deep.equal([ready, changed('b')]);
  });

  it('names what has changed as one evaluates it', () => {
    const { feed, following, told, backend } = setUp();
    backend.serving = true;
    const sink = feed.sinkOf({ ...following, keysOf: (names) => names.map((name) => name.toUpperCase()) });
    sink.changed(['a']);
    expect(told).to.deep.equal([changed('A')]);
  });

  it('does not end an outage with a change, but with news that all is well', () => {
    const { sink, told } = setUp();
    sink.changed([]);
    sink.stale({ problem: 'no answer', code: 'unavailable' });
    sink.changed(['a']);
    expect(told).to.deep.equal([ready, stale, changed('a')]);
    sink.fresh();
    expect(told.slice(3)).to.deep.equal([ready]);
  });

  it('counts an outage from now on where nobody says since when', async () => {
    const { sink, told, clock } = setUp();
    sink.changed([]);
    await clock.advance(50_000);
    sink.stale({ problem: 'no answer', code: 'unavailable' });
    await clock.advance(119_999);
    expect(told).to.deep.equal([ready, stale]);
    await clock.advance(1);
    expect(told.slice(2)).to.deep.equal([{ kind: 'error', code: 'GENERAL', message: 'for 120 seconds: no answer' }]);
  });

  it('says nothing of an outage before there are definitions', () => {
    const { sink, told, lines } = setUp();
    sink.stale({ problem: 'no answer', code: 'unavailable' });
    sink.fresh();
    expect(told).to.deep.equal([]);
    expect(lines).to.deep.equal([]);
  });

  it('says nothing of a source that is not followed any more', () => {
    const { sink, told, backend } = setUp();
    sink.changed([]);
    backend.current = false;
    sink.changed(['a']);
    sink.stale({ problem: 'no answer', code: 'unavailable' });
    sink.fresh();
    expect(told).to.deep.equal([ready]);
  });

  it('logs what cannot be used, and outages', () => {
    const { sink, lines } = setUp();
    sink.problem('a flag is left out');
    sink.changed([]);
    sink.stale({ problem: 'no answer', code: 'unavailable' });
    expect(lines).to.deep.equal(['warn: a flag is left out', 'warn: no answer']);
  });

  it('tells whoever comes later of an outage, and whoever has left of nothing', () => {
    const { feed, sink, told, leave } = setUp();
    sink.changed([]);
    sink.stale({ problem: 'no answer', code: 'unavailable' });
    const late: BackendStatus[] = [];
    feed.subscribe((status) => late.push(status));
    expect(late).to.deep.equal([stale]);
    leave();
    sink.fresh();
    expect(told).to.deep.equal([ready, stale]);
    expect(late).to.deep.equal([stale, ready]);
    feed.subscribe((status) => late.push(status));
    expect(late).to.have.lengthOf(2);
  });

  it('lets a listener leave while he hears', () => {
    const { feed } = setUp();
    const heard: string[] = [];
    const leave = feed.subscribe(() => {
      heard.push('first');
      leave();
    });
    feed.subscribe(() => heard.push('second'));
    feed.changed(['a']);
    feed.changed(['b']);
    expect(heard).to.deep.equal(['first', 'second', 'second']);
  });
});

describe('provider: how the start of a source ends', () => {
  async function errorOf(started: Promise<void>): Promise<unknown> {
    return started.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  it('well', async () => {
    const { feed, following, lines } = setUp();
    expect(await errorOf(feed.outcomeOf(Promise.resolve(), following, words))).to.equal(undefined);
    expect(lines).to.deep.equal([]);
  });

  it('with the error of the source, which is logged', async () => {
    const { feed, following, lines } = setUp();
    const refused = new CodedError('PROVIDER_FATAL', 'HTTP 401');
    expect(await errorOf(feed.outcomeOf(Promise.reject(refused), following, words))).to.equal(refused);
    expect(lines).to.deep.equal(['error: HTTP 401']);
  });

  it('with a sentence of its own for an error that has no code, which may hold a secret', async () => {
    const { feed, following, lines } = setUp();
    const outcome = await errorOf(feed.outcomeOf(Promise.reject(new TypeError('the key abc')), following, words));
    expect(outcome).to.include({ code: 'GENERAL', message: 'it could not be started (TypeError)' });
    expect(lines).to.deep.equal(['error: it could not be started (TypeError)']);
  });

  for (const [how, ended] of [
    ['succeeded', () => Promise.resolve()],
    ['failed', () => Promise.reject(new Error('stopped'))],
  ] as const) {
    it(`overtaken by a close, though it ${how}`, async () => {
      const { feed, following, lines, backend } = setUp();
      backend.current = false;
      const outcome = await errorOf(feed.outcomeOf(ended(), following, words));
      expect(outcome).to.include({ code: 'PROVIDER_NOT_READY', message: 'it was closed while it was starting' });
      expect(lines).to.deep.equal([]);
    });
  }
});
