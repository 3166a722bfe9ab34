import { expect } from 'chai';
import { Lane } from '#src/sync/lane.js';

describe('sync: lane', () => {
  it('runs one task after the other, however long each takes', async () => {
    const lane = new Lane();
    const order: string[] = [];
    let release = (): void => undefined;
    const slow = lane.run(async () => {
      await new Promise<void>((resolve) => (release = resolve));
      order.push('slow');
    });
    const fast = lane.run(() => order.push('fast'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).to.deep.equal([]);
    release();
    await Promise.all([slow, fast]);
    expect(order).to.deep.equal(['slow', 'fast']);
  });

  it('settles as the task does, and goes on after one that failed', async () => {
    const lane = new Lane();
    const failed = lane.run(() => {
      throw new Error('no');
    });
    const next = lane.run(() => 7);
    expect(await failed.catch((error: unknown) => (error as Error).message)).to.equal('no');
    expect(await next).to.equal(7);
  });
});
