import { Nap } from '../nap.js';
import { FileSetReader } from './file-set.js';
import type { Found } from './file-set.js';
import { inParallel } from './in-parallel.js';
import { stampOf } from './read-file.js';
import type { FileSourceSettings } from './settings.js';
import { Watchers } from './watchers.js';

/** Files that never come to rest are read all the same after so many settle periods. */
const MOST_PAUSES = 40;

/** So often a set is read anew because a file changed meanwhile, before it is taken as it is. */
const MOST_READINGS = 10;

/** Reads a set only when its files are at rest, and keeps them under watch if the source refreshes. */
export class SettledReader<D, F> {
  private readonly settings: FileSourceSettings<D, F>;
  private readonly signal: AbortSignal;
  private readonly files: FileSetReader<D, F>;
  private readonly watchers: Watchers;
  private readonly settling: Nap;

  /** @param signal once it is aborted every method rejects with its reason, and there are no hints */
  constructor(settings: FileSourceSettings<D, F>, signal: AbortSignal, onHint: () => void) {
    const { clock, maxBytes, watch, refresh } = settings;
    this.settings = settings;
    this.signal = signal;
    this.files = new FileSetReader(settings, settings.further, { clock, maxBytes, follows: refresh, signal });
    this.watchers = new Watchers(watch, onHint);
    this.settling = new Nap(clock);
    signal.addEventListener('abort', () => {
      this.watchers.close();
      this.settling.end();
    });
  }

  /** Reads at once, and says at once what is wrong. Its waits, if a file is being written, keep the process alive. */
  first(): Promise<Found<D, F>> {
    return this.read(true, () => false);
  }

  /**
   * Reads again.
   *
   * @param isNews whether what was found is a problem nobody knows of yet: it is looked at twice. A deleted file may be
   *   about to come back, a broken one may be half written.
   */
  again(isNews: (found: Found<D, F>) => boolean): Promise<Found<D, F>> {
    return this.read(false, isNews);
  }

  /** Waits until no file has changed for one settle period: an editor may be in the middle of writing. */
  async settle(): Promise<void> {
    let before = await this.stamps();
    for (let pauses = 0; pauses < MOST_PAUSES; pauses++) {
      await this.pause(false);
      const after = await this.stamps();
      if (after === before) return;
      before = after;
    }
  }

  /** Whether there is a reason to read that no hint has told of. */
  async isDue(): Promise<boolean> {
    // Watches that were lost, or could not be had, are tried again; what happened until then shows in the stamps.
    await this.watchers.cover(this.files.paths);
    const isDue = await this.files.isDue();
    this.signal.throwIfAborted();
    return isDue;
  }

  private async read(isFirst: boolean, isNews: (found: Found<D, F>) => boolean): Promise<Found<D, F>> {
    let wasRepeated = false;
    for (let readings = 1; ; readings++) {
      const found = await this.files.look();
      // Watch first, then compare: a change between the reading and the watching shows in the comparison.
      if (this.settings.refresh) await this.watchers.cover(this.files.paths);
      const hasMoved = await this.files.hasMoved();
      this.signal.throwIfAborted();
      if (readings === MOST_READINGS) return found;
      if (!hasMoved) {
        if (wasRepeated || !isNews(found)) return found;
        wasRepeated = true;
      }
      await this.pause(isFirst);
    }
  }

  private async pause(hold: boolean): Promise<void> {
    this.signal.throwIfAborted();
    await this.settling.take(this.settings.settleMs, hold);
    this.signal.throwIfAborted();
  }

  private async stamps(): Promise<string> {
    return (await inParallel(this.files.paths, stampOf)).join('\n');
  }
}
