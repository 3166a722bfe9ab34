import { expect } from 'chai';
import { Fallback } from '#src/sync/fallback.js';

function rig(): { fallback: Fallback; log: string[] } {
  const log: string[] = [];
  const poll = (name: string) => ({
    follow: (atOnce = true) => log.push(`${name} follows${atOnce ? ' at once' : ''}`),
    rest: () => log.push(`${name} rests`),
  });
  const fallback = new Fallback({
    polls: [poll('a'), poll('b')],
    catchUp: () => log.push('catch up'),
    changed: (way) => log.push(`way: ${way}`),
  });
  return { fallback, log };
}

describe('sync: stream, else poll, and back', () => {
  it('polls by the interval until it is known whether there is a stream', () => {
    const { fallback, log } = rig();
    fallback.begin();
    expect(log).to.deep.equal(['a follows', 'b follows']);
    expect(fallback.way).to.equal('undecided');
  });

  it('stops polling when the stream is up, and then fetches what was missed', () => {
    const { fallback, log } = rig();
    fallback.up();
    expect(log).to.deep.equal(['a rests', 'b rests', 'way: stream', 'catch up']);
  });

  it('polls at once when the stream is down, once for however many failures', () => {
    const { fallback, log } = rig();
    fallback.up();
    log.length = 0;
    fallback.down();
    fallback.down();
    expect(log).to.deep.equal(['way: poll', 'a follows at once', 'b follows at once']);
  });

  it('polls at once when there was no stream to begin with', () => {
    const { fallback, log } = rig();
    fallback.begin();
    log.length = 0;
    fallback.down();
    expect(log).to.deep.equal(['way: poll', 'a follows at once', 'b follows at once']);
  });

  it('fetches what was missed for each new stream', () => {
    const { fallback, log } = rig();
    fallback.up();
    fallback.up();
    expect(log.filter((line) => line === 'catch up')).to.have.lengthOf(2);
    expect(log.filter((line) => line === 'way: stream')).to.have.lengthOf(1);
  });
});
