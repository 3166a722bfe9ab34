import { once } from 'node:events';
import type { Order } from '../measure/process.js';
import type { Surroundings } from '../measure/surroundings.js';
import { jobs } from './jobs.js';

// A process that does one job: it is told which, sends back what came of it, and ends.

const [{ order, surroundings }] = (await once(process, 'message')) as [{ order: Order; surroundings: Surroundings }];
const job = (await jobs[order.job]()) as (parameters: unknown, surroundings: Surroundings) => Promise<unknown>;
const result = await job(order.parameters, surroundings);
process.send?.(result, undefined, undefined, () => {
  // The vendor's SDK may leave timers behind.
  process.exit(0);
});
