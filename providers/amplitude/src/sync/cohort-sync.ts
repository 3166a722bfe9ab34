import { every, type Clock, type Timer } from '@polyflag/core-engine';
import type { Cohort } from '../local/cohort-table.js';
import type { CohortDownload } from './cohort-download.js';

export interface CohortSyncOptions {
  readonly download: CohortDownload;
  readonly clock: Clock;
  /** Between two rounds, in milliseconds. */
  readonly intervalMillis: number;
  /** The ids of the cohorts that flags ask for. */
  readonly wanted: () => Iterable<string>;
  /** A cohort that is there. */
  readonly find: (id: string) => Cohort | undefined;
  /** Puts cohorts into force. */
  readonly put: (cohorts: readonly Cohort[]) => void;
  readonly problem: (message: string) => void;
}

/** Keeps cohorts up to date (spec §4.3). One that cannot be downloaded costs only the flags that ask for it. */
export class CohortSync {
  private readonly options: CohortSyncOptions;
  private session: AbortController | undefined;
  private timer: Timer | undefined;
  private isPolling = false;

  constructor(options: CohortSyncOptions) {
    this.options = options;
  }

  /** Begins: the first round comes after one interval. */
  start(): void {
    this.session ??= new AbortController();
    this.timer ??= every(this.options.clock, this.options.intervalMillis, () => void this.poll());
  }

  stop(): void {
    this.session?.abort();
    this.session = undefined;
    this.timer?.cancel();
    this.timer = undefined;
    this.isPolling = false;
  }

  /** Downloads those of some cohorts that are not there yet. Never rejects. */
  async missing(ids: Iterable<string>): Promise<readonly Cohort[]> {
    return this.fetchAll([...ids].filter((id) => this.options.find(id) === undefined));
  }

  private async poll(): Promise<void> {
    const { session } = this;
    if (this.isPolling || session === undefined) return;
    this.isPolling = true;
    const cohorts = await this.fetchAll([...this.options.wanted()]);
    if (this.session !== session) return;
    this.isPolling = false;
    if (cohorts.length > 0) this.options.put(cohorts);
  }

  private async fetchAll(ids: readonly string[]): Promise<readonly Cohort[]> {
    const { session } = this;
    if (session === undefined) return [];
    const { download, find, problem } = this.options;
    const found = await Promise.all(ids.map((id) => download.fetch(id, find(id)?.lastModified, session.signal)));
    if (this.session !== session) return [];
    return found.flatMap((downloaded) => {
      if (downloaded.kind === 'failed') problem(downloaded.message);
      return downloaded.kind === 'cohort' ? [downloaded.cohort] : [];
    });
  }
}
