import {
  FileSource,
  FlagSet,
  MemoryStore,
  notReady,
  parseJson,
  ProblemLog,
  systemClock,
  ToldOutage,
  type Backend,
  type BackendStatus,
  type FileSet,
  type Logger,
  type SourceSink,
  type StatusListener,
} from '@polyflag/core-engine';
import { translate } from './translate.js';
import { decode, type Decoded, type KeyedFlag } from './wire.js';

export interface FlagFileOptions {
  readonly path: string;
  readonly logger: Logger;
  readonly refreshIntervalMillis: number;
  readonly errorAfterMillis: number;
}

/** The flags of a file, followed for as long as it is open. */
export class FlagFile implements Backend {
  readonly set: FlagSet;
  private readonly store: MemoryStore;
  private readonly log: ProblemLog;
  private readonly source: FileSource<Decoded>;
  private readonly outage: ToldOutage;
  private readonly listeners = new Set<StatusListener>();
  private starting: Promise<void> | undefined;
  private isServing = false;

  constructor({ path, logger, refreshIntervalMillis, errorAfterMillis }: FlagFileOptions) {
    const log = new ProblemLog(logger);
    this.log = log;
    this.set = new FlagSet({
      translator: { flag: (wire) => translate(wire as KeyedFlag), rule: () => ({ if: 'constant', value: false }) },
      onProblem: (flag, problem) => log.error(`flag "${flag}": ${problem}`),
    });
    this.store = new MemoryStore(this.set);
    this.source = new FileSource({
      path,
      parse: (text, from) => decode(parseJson(text, from)),
      refresh: true,
      refreshIntervalMs: refreshIntervalMillis,
    });
    this.outage = new ToldOutage({ clock: systemClock, errorAfterMillis, log, tell: (status) => this.tell(status) });
  }

  start(): Promise<void> {
    this.starting ??= this.begin();
    return this.starting;
  }

  async close(): Promise<void> {
    this.starting = undefined;
    this.isServing = false;
    this.outage.forget();
    await this.source.stop();
  }

  subscribe(listener: StatusListener): () => void {
    this.listeners.add(listener);
    if (this.outage.present !== undefined) listener(this.outage.present);
    return () => this.listeners.delete(listener);
  }

  private async begin(): Promise<void> {
    const sink: SourceSink<FileSet<Decoded, never>> = {
      apply: ({ document }) => this.apply(document),
      status: (status) => {
        if (status.kind === 'healthy') this.outage.ends();
        else if (this.isServing) this.outage.fails(status);
      },
    };
    try {
      await this.source.start(sink);
    } catch (error) {
      // The source goes on looking for a file that can be read.
      throw notReady(error instanceof Error ? error.message : String(error));
    }
  }

  private apply({ flags, problems }: Decoded): void {
    for (const problem of problems) this.log.warn(problem);
    const flagKeys = this.store.apply({ flags: { replace: flags }, reset: true });
    if (this.isServing) this.tell({ kind: 'changed', flagKeys });
    this.isServing = true;
  }

  private tell(status: BackendStatus): void {
    for (const listener of this.listeners) listener(status);
  }
}
