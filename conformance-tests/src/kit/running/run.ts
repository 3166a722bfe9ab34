import { DefaultLogger, OpenFeature, type Provider } from '@openfeature/server-sdk';
import { defaultTimeouts, type ProviderAdapter, type Timeouts } from '../adapter.js';
import { problemsOf, UnusableAdapter } from '../adapter-check.js';
import type { ConformanceCase } from '../case.js';
import { STALE_DEVIATION, type Outcome, type Report, type Result } from '../outcome.js';
import { messageOf, within } from './bounded.js';
import { silent } from './direct.js';
import { Journal } from './journal.js';
import { Missing, Scene } from './scene.js';
import { Watch } from './watch.js';

export interface RunOptions {
  /** Cases of quality count as well; default false. */
  readonly strict?: boolean;
  /** The cases to run; default all. */
  readonly accept?: (candidate: ConformanceCase) => boolean;
  /** Hears of each case as it ends. */
  readonly onResult?: (result: Result) => void;
}

/** Domains are never used twice, whatever number of runs there is in one process. */
let domains = 0;

/** One run of cases over one adapter. Cases run one at a time, and one that hangs or throws costs only itself. */
export class Run {
  private readonly adapter: ProviderAdapter;
  private readonly times: Timeouts;
  private readonly journal = new Journal();
  private readonly made = new WeakMap<Provider, string>();
  private readonly watch = new Watch();

  /** @throws UnusableAdapter with everything that is wrong with it */
  constructor(adapter: ProviderAdapter, cases: readonly ConformanceCase[]) {
    const problems = problemsOf(adapter, new Set(cases.map(({ id }) => id)));
    if (problems.length > 0) throw new UnusableAdapter(problems);
    this.adapter = adapter;
    this.times = { ...defaultTimeouts, ...adapter.timeouts };
  }

  /** The longest that a case may take with everything around it, in milliseconds. */
  get caseMs(): number {
    return this.times.case * 2;
  }

  /** @throws what the adapter's own set-up does, naming it */
  async begin(): Promise<void> {
    OpenFeature.setLogger(silent);
    await this.member('setUp');
  }

  async end(): Promise<void> {
    OpenFeature.setLogger(new DefaultLogger());
    await this.member('tearDown');
  }

  /** Runs one case to its end. Never rejects. */
  async one(candidate: ConformanceCase): Promise<Result> {
    const began = performance.now();
    const missing = missingFor(candidate, this.adapter);
    const outcome = missing === undefined ? await this.play(candidate) : ({ kind: 'skipped', missing } as const);
    return {
      case: candidate,
      outcome: this.weigh(candidate, outcome),
      milliseconds: Math.round(performance.now() - began),
    };
  }

  private async play(candidate: ConformanceCase): Promise<Outcome> {
    const { adapter, times, journal, made } = this;
    const newDomain = (): string => `conformance-${++domains}-${candidate.id}`;
    const scene = new Scene({ caseId: candidate.id, adapter, times, journal, made, newDomain });
    this.watch.begin();
    let outcome: Outcome;
    try {
      if (scene.can('reset')) await scene.control('reset');
      await within(`the case ${candidate.id}`, times.case, candidate.run(scene));
      outcome = { kind: 'passed' };
    } catch (error) {
      outcome =
        error instanceof Missing
          ? { kind: 'skipped', missing: error.message }
          : { kind: 'failed', message: messageOf(error) };
    }
    await scene.end();
    const objections = [...(await this.watch.end()), ...scene.objections];
    const [first] = objections;
    return outcome.kind === 'passed' && first !== undefined ? { kind: 'failed', message: first } : outcome;
  }

  /** What an outcome is in the light of the deviations that were declared. */
  private weigh({ id }: ConformanceCase, outcome: Outcome): Outcome {
    const { knownDeviations } = this.adapter;
    const deviation =
      knownDeviations !== undefined && Object.hasOwn(knownDeviations, id) ? knownDeviations[id] : undefined;
    if (deviation === undefined) return outcome;
    switch (outcome.kind) {
      case 'failed':
        return { kind: 'deviating', ...deviation, message: outcome.message };
      case 'passed':
        return { kind: 'failed', message: `${STALE_DEVIATION} (${deviation.summary}), and passes` };
      case 'skipped':
        return {
          kind: 'failed',
          message: `${STALE_DEVIATION} (${deviation.summary}), and is skipped for want of ${outcome.missing}`,
        };
      case 'deviating':
        return outcome;
    }
  }

  private async member(name: 'setUp' | 'tearDown'): Promise<void> {
    try {
      const call = this.adapter[name];
      await within(name, this.times.case, Promise.resolve(call?.call(this.adapter)));
    } catch (error) {
      throw new Error(`${name} of the adapter failed: ${messageOf(error)}`, { cause: error });
    }
  }
}

/** Runs cases over an adapter. @throws UnusableAdapter */
export async function runCases(
  adapter: ProviderAdapter,
  cases: readonly ConformanceCase[],
  options: RunOptions = {},
): Promise<Report> {
  const { strict = false, accept = () => true, onResult } = options;
  const run = new Run(adapter, cases);
  const results: Result[] = [];
  const faults: string[] = [];
  try {
    await run.begin();
    for (const candidate of inOrder(cases.filter(accept))) {
      const result = await run.one(candidate);
      results.push(result);
      onResult?.(result);
    }
  } catch (error) {
    faults.push(messageOf(error));
  }
  await run.end().catch((error: unknown) => faults.push(messageOf(error)));
  return { provider: adapter.name, results, faults, strict };
}

/** Cases that judge what the others have seen come last. */
function inOrder(cases: readonly ConformanceCase[]): readonly ConformanceCase[] {
  return [...cases.filter(({ closing }) => !closing), ...cases.filter(({ closing }) => closing)];
}

function missingFor(
  { needs, unless }: ConformanceCase,
  { capabilities, absentCapabilities = {} }: ProviderAdapter,
): string | undefined {
  const lacking = needs.find((name) => !capabilities.includes(name));
  if (lacking !== undefined) {
    const reason = absentCapabilities[lacking];
    return `the capability ${lacking}${reason === undefined ? '' : `: ${reason.summary}`}`;
  }
  const having = unless.find((name) => capabilities.includes(name));
  return having === undefined ? undefined : `a provider without the capability ${having}`;
}
