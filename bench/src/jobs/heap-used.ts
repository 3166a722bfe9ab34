import { setImmediate } from 'node:timers/promises';

/** Bytes in use on the heap when everything that can go is gone. */
export async function heapUsed(): Promise<number> {
  if (gc === undefined) throw new Error('weighing needs --expose-gc');
  for (let pass = 0; pass < 4; pass += 1) {
    await setImmediate();
    gc();
  }
  return process.memoryUsage().heapUsed;
}
