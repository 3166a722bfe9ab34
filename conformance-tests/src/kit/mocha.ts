import type { ProviderAdapter } from './adapter.js';
import { nameOf, type ConformanceCase } from './case.js';
import { allCases, sections } from './cases/index.js';
import { counts, type Result } from './outcome.js';
import { Run } from './running/run.js';

/** What mocha is asked for; the kit does not depend on it. */
interface Mocha {
  readonly describe: (title: string, define: (this: Suite) => void) => unknown;
  readonly it: (title: string, run: (this: Test) => Promise<void>) => unknown;
  readonly before: (run: (this: Suite) => Promise<void>) => unknown;
  readonly after: (run: (this: Suite) => Promise<void>) => unknown;
}

interface Suite {
  timeout: (ms: number) => unknown;
}

interface Test extends Suite {
  readonly test?: { title: string };
  skip: () => never;
}

export interface DescribeOptions {
  /** Cases of quality count as well; default false. */
  readonly strict?: boolean;
  /** The cases to run; default all. */
  readonly accept?: (candidate: ConformanceCase) => boolean;
  /** Hears of each case as it ends. */
  readonly onResult?: (result: Result) => void;
}

/**
 * Declares a mocha suite that runs the catalogue. What is skipped or deviates is pending, with the reason in its title: it
 * is no pass. A case of quality that fails is pending too unless the run is strict.
 *
 * @throws UnusableAdapter naming everything that is wrong with the adapter
 */
export function describeProviderConformance(adapter: ProviderAdapter, options: DescribeOptions = {}): void {
  const { strict = false, accept = () => true, onResult } = options;
  const { describe, it, before, after } = globalThis as unknown as Mocha;
  const run = new Run(adapter, allCases);

  const declare = (candidate: ConformanceCase): void => {
    it(nameOf(candidate), async function () {
      const result = await run.one(candidate);
      onResult?.(result);
      conclude(this, result, strict);
    });
  };

  describe(`OpenFeature conformance of ${adapter.name}`, function () {
    this.timeout(run.caseMs);
    before(() => run.begin());
    after(() => run.end());
    for (const { title, cases } of sections) {
      const own = cases.filter((candidate) => accept(candidate) && !candidate.closing);
      if (own.length > 0) {
        describe(title, () => {
          own.forEach(declare);
        });
      }
    }
    const closing = allCases.filter((candidate) => accept(candidate) && candidate.closing);
    if (closing.length > 0) {
      describe('What all of them have seen', () => {
        closing.forEach(declare);
      });
    }
  });
}

function conclude(test: Test, result: Result, strict: boolean): void {
  const { outcome } = result;
  switch (outcome.kind) {
    case 'passed':
      return;
    case 'skipped':
      pend(test, `skipped for want of ${outcome.missing}`);
      return;
    case 'deviating':
      pend(test, `deviates: ${outcome.summary}`);
      return;
    case 'failed':
      if (counts(result, strict)) throw new Error(outcome.message);
      pend(test, `fails, which is a matter of quality: ${outcome.message}`);
  }
}

function pend(test: Test, why: string): never {
  if (test.test !== undefined) test.test.title += ` (${why})`;
  return test.skip();
}
