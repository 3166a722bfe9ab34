import { createHash } from 'node:crypto';
import type { Clock } from '../../clock/clock.js';
import { asSourceError } from '../source.js';
import type { SourceError } from '../source.js';
import type { Parse } from './document.js';
import { decodeText } from './decode-text.js';
import { readContent, stampOf } from './read-file.js';
import { shown } from './shown.js';

/**
 * A file written less than this before it was read may be written again without a visible change of its stamp: file
 * systems count time in steps of up to two seconds. Such a file is read again at the next look.
 */
const COARSEST_STEP_MS = 2_000;

/** What every file of a source is read with. */
export interface Reading {
  readonly clock: Clock;
  readonly maxBytes: number;
  /** Whether files are going to be read again, and what they held is worth a comparison. */
  readonly follows: boolean;
  /** Aborted when the source stops: from then on nothing of the caller's is called. */
  readonly signal: AbortSignal;
}

/** One file over time: its last good document, and what is wrong with it now. */
export class TrackedFile<D> {
  readonly path: string;
  private readonly parse: Parse<D>;
  private readonly reading: Reading;
  /** The stamp at the last look. */
  private seen: string | undefined;
  /** Whether an unchanged stamp means unchanged content. */
  private isSure = false;
  private good: { readonly hash: string | undefined; readonly document: D } | undefined;
  private bad: { readonly hash: string; readonly error: SourceError } | undefined;
  private fault: SourceError | undefined;

  constructor(path: string, parse: Parse<D>, reading: Reading) {
    this.path = path;
    this.parse = parse;
    this.reading = reading;
  }

  /** The last document that could be read. The same object for as long as the content is the same. */
  get last(): { readonly document: D } | undefined {
    return this.good;
  }

  /** What the last look found wrong. */
  get problem(): SourceError | undefined {
    return this.fault;
  }

  /** Whether the last look found no file. */
  get isMissing(): boolean {
    return this.seen === 'ENOENT' || this.seen === 'ENOTDIR';
  }

  /** Brings `last` and `problem` up to date. Rejects only when the source was stopped. */
  async look(): Promise<void> {
    const { signal } = this.reading;
    const stamp = await stampOf(this.path);
    signal.throwIfAborted();
    if (this.isSure && stamp === this.seen) return;
    // The stamp is older than what is read now: if the file changes in between, it has moved, and is read once more.
    this.seen = stamp;
    try {
      await this.read();
      this.fault = undefined;
    } catch (error) {
      signal.throwIfAborted();
      this.fault = asSourceError(error, `cannot use ${shown(this.path)}`);
      // It may become readable without another stamp: a permission of a directory, a package that could not be loaded.
      if (this.fault.code === 'unavailable' && !this.isMissing) this.isSure = false;
    }
    signal.throwIfAborted();
  }

  /** Whether the file is no longer what the last look saw. */
  async hasMoved(): Promise<boolean> {
    return (await stampOf(this.path)) !== this.seen;
  }

  /** Whether another look may find something new. */
  async isDue(): Promise<boolean> {
    return !this.isSure || this.hasMoved();
  }

  private async read(): Promise<void> {
    const news = await this.news();
    if (news === undefined) return;
    const { hash, text } = news;
    try {
      this.good = { hash, document: await this.parse(text, this.path) };
    } catch (error) {
      throw this.refused(error, hash);
    }
  }

  /**
   * What stands in the file; `undefined` if that is what is known and good. The bytes end here: whoever still held them
   * while the text is parsed would have the collector see twice the memory, and start to mark in the middle of it.
   */
  private async news(): Promise<{ readonly hash: string | undefined; readonly text: string } | undefined> {
    const { clock, maxBytes, follows, signal } = this.reading;
    this.isSure = true;
    const { bytes, changedAt } = await readContent(this.path, maxBytes);
    signal.throwIfAborted();
    this.isSure = clock.now() - changedAt > COARSEST_STEP_MS;
    const hash = follows ? createHash('sha256').update(bytes).digest('base64') : undefined;
    if (hash !== undefined && hash === this.good?.hash) return undefined;
    if (hash !== undefined && hash === this.bad?.hash) throw this.bad.error;
    try {
      return { hash, text: decodeText(bytes, this.path) };
    } catch (error) {
      throw this.refused(error, hash);
    }
  }

  /** The same content is refused again without being looked at. */
  private refused(error: unknown, hash: string | undefined): SourceError {
    const fault = asSourceError(error, `cannot use ${shown(this.path)}`);
    if (fault.code === 'invalid' && hash !== undefined) this.bad = { hash, error: fault };
    return fault;
  }
}
