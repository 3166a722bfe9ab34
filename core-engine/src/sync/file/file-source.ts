import { Lane } from '../lane.js';
import type { Source, SourceSink } from '../source.js';
import { FileSession } from './file-session.js';
import type { FileSet } from './file-set.js';
import { settingsFrom } from './settings.js';
import type { FileSourceOptions, FileSourceSettings } from './settings.js';

/**
 * Definitions from a file, and from further files in a directory that its document asks for.
 *
 * `start` rejects at once if the main file cannot be read or parsed; a further file that cannot is a warning. With `refresh`
 * each change of the content is delivered as a whole new set, once it is at rest. A main file that later is missing or
 * broken leaves the last good set in force and is reported as failing, until it is mended.
 */
export class FileSource<D, F = never> implements Source<FileSet<D, F>> {
  private readonly settings: FileSourceSettings<D, F>;
  private readonly lane = new Lane();
  private session: FileSession<D, F> | undefined;

  constructor(options: FileSourceOptions<D, F>) {
    this.settings = settingsFrom(options);
  }

  async start(sink: SourceSink<FileSet<D, F>>): Promise<void> {
    if (this.session !== undefined) throw new Error('this file source is started already');
    const session = new FileSession(this.settings, sink, this.lane);
    this.session = session;
    try {
      await session.begin();
    } catch (error) {
      // Nobody would notice a later change: without refreshing there is nothing left to run.
      if (!this.settings.refresh && this.session === session) await this.stop();
      throw error;
    }
  }

  stop(): Promise<void> {
    this.session?.stop();
    this.session = undefined;
    return Promise.resolve();
  }

  /**
   * Reads again now, whether or not anything hints at a change. Resolves when the outcome has reached the sink, by `apply`
   * or `status`; also when the source is or gets stopped. Never rejects. A sink must not wait for it inside `apply`, which
   * it waits for.
   */
  reload(): Promise<void> {
    return this.session?.reload() ?? Promise.resolve();
  }
}
