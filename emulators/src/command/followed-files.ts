import { FileSource, type FileSet, type FileSourceOptions } from '@polyflag/core-engine';

/** What is done with files. */
export interface FilesListener<Contents> {
  readonly contents: (contents: Contents) => void;
  /** Something is wrong with a file or a part of it; what was good before stays in force. */
  readonly problem: (message: string) => void;
}

/** What files hold, and what is wrong with parts of it. */
export interface Reading<Contents> {
  readonly contents: Contents;
  readonly warnings: readonly string[];
}

/** Files that are read, and read anew whenever they are saved. */
export class FollowedFiles<Contents, D, F = never> {
  private readonly source: FileSource<D, F>;
  private readonly read: (files: FileSet<D, F>) => Reading<Contents>;

  constructor(files: Omit<FileSourceOptions<D, F>, 'refresh'>, read: (files: FileSet<D, F>) => Reading<Contents>) {
    this.source = new FileSource<D, F>({ ...files, refresh: true });
    this.read = read;
  }

  /** @throws Error when the main file cannot be used at all */
  start({ contents, problem }: FilesListener<Contents>): Promise<void> {
    return this.source.start({
      apply: (files) => {
        const reading = this.read(files);
        reading.warnings.forEach((warning) => problem(warning));
        contents(reading.contents);
      },
      status: (status) => {
        if (status.kind === 'failing') problem(status.problem);
        else status.warnings.forEach((warning) => problem(warning));
      },
    });
  }

  stop(): Promise<void> {
    return this.source.stop();
  }
}
