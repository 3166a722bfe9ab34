import { SplitFactory } from '#src/client/factory.js';
import type { SplitClient } from '#src/client/client.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { Log } from './log.js';
import { useFiles, type Files } from './use-files.js';

/** What stands in the files of a factory. */
export interface Content {
  readonly flags?: readonly unknown[];
  readonly ruleBasedSegments?: readonly unknown[];
  /** Keys by segment, a file each. */
  readonly segments?: Readonly<Record<string, readonly string[]>>;
}

/** A factory over real files, and what it logs. */
export interface Made {
  readonly factory: SplitFactory;
  readonly client: SplitClient;
  readonly log: Log;
  readonly splitFile: string;
}

export interface Factories extends Files {
  /** Writes the files of a factory. @returns the options that name them */
  files(content: Content): { splitFile: string; segmentDirectory: string };
  /** A factory that was not started. */
  make(content: Content, config?: SplitConfig): Omit<Made, 'client'>;
  /** A factory that is ready. */
  ready(content: Content, config?: SplitConfig): Promise<Made>;
}

/** To be called inside a `describe`: its tests get factories, which are destroyed afterwards. */
export function useFactories(): Factories {
  const files = useFiles();
  return {
    get directory() {
      return files.directory;
    },
    write: (name, content) => files.write(name, content),
    defer: (task) => {
      files.defer(task);
    },
    files({ flags = [], ruleBasedSegments = [], segments = {} }) {
      for (const [name, added] of Object.entries(segments))
        files.write(`segments/${name}.json`, segmentFile(name, added));
      const splitFile = files.write('splits.json', documentOf(flags, ruleBasedSegments));
      return { splitFile, segmentDirectory: `${files.directory}/segments` };
    },
    make(content, config = {}) {
      const log = new Log();
      const { splitFile, segmentDirectory } = this.files(content);
      const factory = new SplitFactory('localhost', { splitFile, segmentDirectory, logger: log, ...config });
      files.defer(() => factory.destroy());
      return { factory, log, splitFile };
    },
    async ready(content, config) {
      const made = this.make(content, config);
      const client = made.factory.client();
      await made.factory.blockUntilReady();
      return { ...made, client };
    },
  };
}

/** A `splitChanges` body. */
export function documentOf(flags: readonly unknown[], ruleBasedSegments: readonly unknown[] = []): unknown {
  return { ff: { s: -1, t: 1, d: flags }, rbs: { s: -1, t: 1, d: ruleBasedSegments } };
}

export function segmentFile(name: string, added: readonly string[]): unknown {
  return { name, added, removed: [], since: -1, till: 1 };
}
