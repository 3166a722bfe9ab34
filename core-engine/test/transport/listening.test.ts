import { expect } from 'chai';
import { Listening } from '#src/transport/listening.js';

interface Rig {
  readonly made: Listening<string>;
  readonly ongoing: Set<() => void>;
  readonly ends: unknown[];
  readonly released: () => number;
}

/** A listener, and what became of it. */
function listening(ended: (end: unknown) => void = () => undefined): Rig {
  const ongoing = new Set<() => void>();
  const ends: unknown[] = [];
  let releases = 0;
  const made = new Listening<string>({
    ongoing,
    ended: (end) => {
      ends.push(end);
      ended(end);
    },
    release: () => releases++,
    where: () => 'host.test',
  });
  return { made, ongoing, ends, released: () => releases };
}

describe('what a listener is told', () => {
  it('ends once, lets go once, and leaves nothing to be given up', () => {
    const { made, ongoing, ends, released } = listening();
    expect(ongoing.size).to.equal(1);
    made.end('first');
    made.end('second');
    made.close();
    made.tell(() => ends.push('told'));
    expect([ends, released(), ongoing.size, made.isOver]).to.deep.equal([['first'], 1, 0, true]);
  });

  it('ends without a word when it is closed', () => {
    const { made, ongoing, ends, released } = listening();
    made.close();
    made.close();
    made.end('late');
    expect([ends, released(), ongoing.size]).to.deep.equal([[], 1, 0]);
  });

  it('ends when it is given up, and when it throws, and bears that the end throws', () => {
    const { made, ongoing, ends } = listening(() => {
      throw new RangeError('hunter2');
    });
    for (const abandon of ongoing) abandon();
    expect(ends).to.deep.equal([{ kind: 'failed', problem: 'aborted', message: 'host.test: given up' }]);
    expect(made.isOver).to.equal(true);
    const other = listening();
    other.made.tell(() => {
      throw new RangeError('hunter2');
    });
    expect(other.ends[0]).to.include({ problem: 'broken' });
  });
});
