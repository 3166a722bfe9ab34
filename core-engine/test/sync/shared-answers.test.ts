import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import { SharedAnswers, type Asked, type SharedAnswersOptions } from '#src/sync/shared-answers.js';

type Answer = Asked<string, string>;

/** Questions of which each is answered by hand. */
class Backend {
  readonly asked: { answer(answer: Answer): void; reject(error: Error): void }[] = [];

  readonly fetch = (): Promise<Answer> =>
    new Promise((resolve, reject) => this.asked.push({ answer: resolve, reject }));
}

const good = (answer: string): Answer => ({ kind: 'answer', answer });
const bad = (failure: string): Answer => ({ kind: 'failed', failure });

describe('answers that are shared', () => {
  let clock: ManualClock;
  let backend: Backend;

  beforeEach(() => {
    clock = new ManualClock(1_000);
    backend = new Backend();
  });

  function answersWith(options: Partial<SharedAnswersOptions<string>> = {}): SharedAnswers<string, string> {
    return new SharedAnswers({
      clock,
      ttlMs: 100,
      maxEntries: 10,
      maxStaleMs: 1_000,
      cooldownMs: 50,
      mayPass: (failure) => failure !== 'lasting',
      ...options,
    });
  }

  /** Asks, and has the backend answer. */
  async function ask(answers: SharedAnswers<string, string>, key: string, answer: Answer): Promise<unknown> {
    const shared = answers.get(key, backend.fetch);
    backend.asked.at(-1)!.answer(answer);
    return shared;
  }

  it('are asked for once by all who ask meanwhile, and are the same for them', async () => {
    const answers = answersWith();
    const all = Array.from({ length: 1_000 }, async () => answers.get('a', backend.fetch));
    expect(backend.asked).to.have.length(1);
    backend.asked[0]!.answer(good('x'));
    const outcomes = new Set(await Promise.all(all));
    expect([...outcomes]).to.deep.equal([{ kind: 'answer', answer: 'x', from: 'fetch' }]);
  });

  it('are asked for once also when that fails, and nobody gets anything else', async () => {
    const answers = answersWith();
    const all = Array.from({ length: 1_000 }, async () => answers.get('a', backend.fetch));
    backend.asked[0]!.answer(bad('down'));
    for (const outcome of await Promise.all(all)) expect(outcome).to.deep.equal({ kind: 'failed', failure: 'down' });
    expect(backend.asked).to.have.length(1);
  });

  it('are kept for a while, and given without waiting', async () => {
    const answers = answersWith();
    await ask(answers, 'a', good('x'));
    await clock.advance(99);
    expect(answers.get('a', backend.fetch)).to.deep.equal({ kind: 'answer', answer: 'x', from: 'cache' });
    await clock.advance(1);
    expect(answers.get('a', backend.fetch)).to.be.instanceOf(Promise);
    expect(backend.asked).to.have.length(2);
  });

  it('are not kept longer because the clock was set back', async () => {
    const answers = answersWith();
    await ask(answers, 'a', good('x'));
    clock = Object.assign(clock, { now: () => 0 });
    expect(answers.get('a', backend.fetch)).to.be.instanceOf(Promise);
  });

  it('are only shared, and not kept, without a time to keep them', async () => {
    const answers = answersWith({ ttlMs: 0 });
    await ask(answers, 'a', good('x'));
    expect(answers.get('a', backend.fetch)).to.be.instanceOf(Promise);
  });

  it('are of one key each', async () => {
    const answers = answersWith();
    await ask(answers, 'a', good('x'));
    expect(await ask(answers, 'b', good('y'))).to.deep.include({ answer: 'y' });
    expect(answers.get('a', backend.fetch)).to.deep.include({ answer: 'x' });
  });

  it('serve while they are too old and the backend fails, up to an age', async () => {
    const answers = answersWith();
    await ask(answers, 'a', good('x'));
    await clock.advance(999);
    expect(await ask(answers, 'a', bad('down'))).to.deep.equal({ kind: 'answer', answer: 'x', from: 'stale' });
    await clock.advance(1);
    expect(answers.get('a', backend.fetch)).to.deep.equal({ kind: 'failed', failure: 'down' });
    await clock.advance(49);
    expect(await ask(answers, 'a', good('z'))).to.deep.include({ answer: 'z', from: 'fetch' });
  });

  it('do not serve when they are too old and the failure will last', async () => {
    const answers = answersWith();
    await ask(answers, 'a', good('x'));
    await clock.advance(100);
    expect(await ask(answers, 'a', bad('lasting'))).to.deep.equal({ kind: 'failed', failure: 'lasting' });
  });

  it('are not asked for again for a moment after a failure', async () => {
    const answers = answersWith();
    await ask(answers, 'a', bad('down'));
    await clock.advance(49);
    expect(answers.get('a', backend.fetch)).to.deep.equal({ kind: 'failed', failure: 'down' });
    expect(answers.get('b', backend.fetch)).to.be.instanceOf(Promise);
    await clock.advance(1);
    expect(answers.get('a', backend.fetch)).to.be.instanceOf(Promise);
  });

  it('make a failure forgotten', async () => {
    const answers = answersWith({ ttlMs: 0 });
    await ask(answers, 'a', bad('down'));
    await clock.advance(50);
    await ask(answers, 'a', good('x'));
    expect(answers.get('a', backend.fetch)).to.be.instanceOf(Promise);
  });

  it('are asked for again after a rejection, which is everybody’s', async () => {
    const answers = answersWith();
    const all = Array.from({ length: 2 }, async () => answers.get('a', backend.fetch));
    backend.asked[0]!.reject(new Error('no'));
    for (const outcome of await Promise.allSettled(all)) expect(outcome.status).to.equal('rejected');
    expect(answers.get('a', backend.fetch)).to.be.instanceOf(Promise);
    expect(backend.asked).to.have.length(2);
  });

  it('are kept of so many keys, and who was asked for longest ago leaves', async () => {
    const answers = answersWith({ maxEntries: 2 });
    await ask(answers, 'a', good('x'));
    await ask(answers, 'b', good('y'));
    void answers.get('a', backend.fetch);
    await ask(answers, 'c', good('z'));
    expect(answers.peek('a')).to.equal('x');
    expect(answers.peek('b')).to.equal(undefined);
    expect(answers.peek('c')).to.equal('z');
  });

  it('are forgotten, and what was on its way then is not kept', async () => {
    const answers = answersWith();
    await ask(answers, 'a', good('x'));
    const late = answers.get('b', backend.fetch);
    answers.clear();
    const again = answers.get('b', backend.fetch);
    expect(backend.asked).to.have.length(3);
    backend.asked[1]!.answer(good('late'));
    expect(await late).to.deep.include({ answer: 'late' });
    expect(answers.peek('b')).to.equal(undefined);
    expect(answers.get('b', backend.fetch)).to.equal(again);
    backend.asked[2]!.answer(good('new'));
    expect(await again).to.deep.include({ answer: 'new' });
    expect(answers.peek('a')).to.equal(undefined);
    expect(answers.peek('b')).to.equal('new');
  });
});
