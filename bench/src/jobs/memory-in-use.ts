import { setImmediate } from 'node:timers/promises';

/** Bytes in use when everything that can go is gone: on the heap, and of texts and buffers that it holds outside. */
export async function memoryInUse(): Promise<number> {
  if (gc === undefined) throw new Error('weighing needs --expose-gc');
  for (let pass = 0; pass < 4; pass += 1) {
    await setImmediate();
    gc();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
