import { expect } from 'chai';
import { Slots } from '#src/sync/slots.js';

describe('sync: slots', () => {
  it('runs so many tasks at a time, in the order in which they came', async () => {
    const slots = new Slots(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const tasks = [0, 1, 2, 3].map((n) =>
      slots.run(() => {
        begun.push(n);
        return new Promise<void>((resolve) => ends.push(resolve));
      }),
    );
    expect(begun).to.deep.equal([0, 1]);
    ends[1]!();
    await tasks[1];
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).to.deep.equal([0, 1, 2]);
    ends[0]!();
    ends[2]!();
    await new Promise((resolve) => setImmediate(resolve));
    ends[3]!();
    await Promise.all(tasks);
    expect(begun).to.deep.equal([0, 1, 2, 3]);
  });

  it('goes on after a task that fails', async () => {
    const slots = new Slots(1);
    const failed = slots.run(() => Promise.reject(new Error('no'))).catch((error: unknown) => (error as Error).message);
    const next = slots.run(() => Promise.resolve('next'));
    expect([await failed, await next]).to.deep.equal(['no', 'next']);
  });
});
