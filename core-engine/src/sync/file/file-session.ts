import type { Lane } from '../lane.js';
import { Nap } from '../nap.js';
import { asSourceError, SourceError } from '../source.js';
import type { SourceSink } from '../source.js';
import { StatusReport } from '../status-report.js';
import { areSame } from './file-set.js';
import type { FileSet, Found } from './file-set.js';
import type { FileSourceSettings } from './settings.js';
import { SettledReader } from './settled-reader.js';
import { shown } from './shown.js';

/** A file source between one start and one stop: a single loop that waits, reads and delivers, in this order. */
export class FileSession<D, F> {
  private readonly settings: FileSourceSettings<D, F>;
  private readonly sink: SourceSink<FileSet<D, F>>;
  private readonly lane: Lane;
  private readonly report: StatusReport;
  private readonly reader: SettledReader<D, F>;
  private readonly controller = new AbortController();
  private readonly signal = this.controller.signal;
  private readonly idle: Nap;
  private applied: FileSet<D, F> | undefined;
  private wasRefused = false;
  private isHinted = false;
  private reloads: (() => void)[] = [];

  /**
   * @param lane shared by all sessions of a source: what an earlier one is still handing over must not end up on top of a
   *   newer set
   */
  constructor(settings: FileSourceSettings<D, F>, sink: SourceSink<FileSet<D, F>>, lane: Lane) {
    this.settings = settings;
    this.sink = sink;
    this.lane = lane;
    this.report = new StatusReport(sink, settings.clock);
    this.idle = new Nap(settings.clock);
    this.reader = new SettledReader(settings, this.signal, () => {
      this.isHinted = true;
      this.idle.end();
    });
  }

  /** Settles with the first reading, or rejects at `stop`. The loop goes on until `stop`, whatever the first reading was. */
  begin(): Promise<void> {
    const first = this.first();
    void first.catch(() => undefined).then(() => this.loop());
    const stopped = new Promise<never>((_resolve, reject) => {
      this.signal.addEventListener('abort', () => {
        reject(this.signal.reason as SourceError);
      });
    });
    return Promise.race([first, stopped]);
  }

  /** Resolves when a reading that began after this call was handed over, or at `stop`. */
  reload(): Promise<void> {
    return new Promise((resolve) => {
      this.reloads.push(resolve);
      this.idle.end();
    });
  }

  /** Nothing of the caller's is called after it. */
  stop(): void {
    this.controller.abort(new SourceError('stopped', `reading ${shown(this.settings.path)} was stopped`));
    this.idle.end();
    answer(this.reloads.splice(0));
  }

  private isStopped(): boolean {
    return this.signal.aborted;
  }

  private async first(): Promise<void> {
    try {
      await this.deliver(await this.reader.first());
    } catch (error) {
      const problem = this.problemFrom(error);
      this.report.toldElsewhere(problem);
      throw problem;
    }
  }

  private async loop(): Promise<void> {
    const { refresh, refreshIntervalMs } = this.settings;
    while (!this.isStopped()) {
      if (!this.isHinted && this.reloads.length === 0) await this.idle.take(refresh ? refreshIntervalMs : undefined);
      const reloads = this.reloads.splice(0);
      try {
        this.signal.throwIfAborted();
        await this.turn(reloads.length > 0);
      } catch (error) {
        if (!this.isStopped()) this.report.failing(this.problemFrom(error));
      }
      answer(reloads);
    }
  }

  /** @param isAsked somebody says that there is something to read, and waits for it */
  private async turn(isAsked: boolean): Promise<void> {
    const { isHinted } = this;
    this.isHinted = false;
    if (!isAsked) {
      // A set that the sink refused is offered again: its reason may have passed.
      if (!isHinted && !(await this.reader.isDue()) && !this.wasRefused) return;
      await this.reader.settle();
    }
    await this.deliver(await this.reader.again((found) => this.isNewProblem(found)));
  }

  private isNewProblem(found: Found<D, F>): boolean {
    if (found.problem !== undefined) return this.report.differs(found.problem);
    return found.warnings.length > 0 && this.report.differs(found.warnings);
  }

  private async deliver(found: Found<D, F>): Promise<void> {
    if (found.problem !== undefined) throw found.problem;
    const { set, warnings } = found;
    if (!areSame(this.applied, set)) {
      this.wasRefused = true;
      await this.lane.run(() => {
        this.signal.throwIfAborted();
        return this.sink.apply(set);
      });
      this.applied = set;
    }
    this.wasRefused = false;
    this.signal.throwIfAborted();
    this.report.healthy(warnings);
  }

  private problemFrom(error: unknown): SourceError {
    return asSourceError(error, `cannot use ${shown(this.settings.path)}`);
  }
}

function answer(reloads: (() => void)[]): void {
  for (const resolve of reloads) resolve();
}
