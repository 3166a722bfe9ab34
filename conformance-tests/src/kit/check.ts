import type { ProviderAdapter } from './adapter.js';
import { allCases } from './cases/index.js';
import type { Report } from './outcome.js';
import { runCases, type RunOptions } from './running/run.js';

/**
 * Runs the catalogue over an adapter, with no test framework.
 *
 * @throws UnusableAdapter naming everything that is wrong with the adapter
 */
export function checkConformance(adapter: ProviderAdapter, options: RunOptions = {}): Promise<Report> {
  return runCases(adapter, allCases, options);
}
