import { FileSource, type FileSet } from '@polyflag/core-engine';
import {
  decodeArrival,
  parseDefinitions,
  parseSegment,
  type LocalhostDocument,
  type LocalhostSegment,
} from '@polyflag/split-provider/internal';
import type { Contents } from '../split/contents.js';

/** A file of definitions, and the names of the segments that they refer to. */
interface NamedDocument extends LocalhostDocument {
  readonly segmentNames: ReadonlySet<string>;
}

type Files = FileSet<NamedDocument, LocalhostSegment>;

/** Where the files are. */
export interface Places {
  readonly definitions: string;
  readonly segments: string | undefined;
}

/** What is done with the files. */
export interface FilesListener {
  readonly contents: (contents: Contents) => void;
  /** Something is wrong with a file or a part of it; what was good before stays in force. */
  readonly problem: (message: string) => void;
}

/** The files of a localhost set-up (spec §8.2), read as the provider reads them and followed from then on. */
export class SplitFiles {
  private readonly source: FileSource<NamedDocument, LocalhostSegment>;

  constructor({ definitions, segments }: Places) {
    this.source = new FileSource<NamedDocument, LocalhostSegment>({
      path: definitions,
      parse: readDocument,
      refresh: true,
      ...(segments === undefined
        ? {}
        : {
            further: {
              directory: segments,
              extension: '.json',
              parse: parseSegment,
              names: ({ segmentNames }) => segmentNames,
            },
          }),
    });
  }

  /** @throws Error when the file of definitions cannot be used at all */
  start({ contents, problem }: FilesListener): Promise<void> {
    return this.source.start({
      apply: (files) => {
        for (const warning of files.document.warnings) problem(warning);
        for (const segment of files.further.values()) segment.warnings.forEach((warning) => problem(warning));
        contents(contentsOf(files));
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

async function readDocument(text: string, path: string): Promise<NamedDocument> {
  const document = await parseDefinitions(text, path);
  const { segmentNames } = await decodeArrival(document);
  return { ...document, segmentNames };
}

/**
 * Without the change numbers of the file: an application that outlives the emulator must find everything new when it
 * comes back. A segment without a file is there and empty.
 */
function contentsOf({ document, further }: Files): Contents {
  const unnumbered = <T extends { readonly changeNumber?: number }>({ changeNumber: _, ...rest }: T) => rest;
  return {
    flags: document.flags.map(unnumbered),
    ruleBasedSegments: document.ruleBasedSegments.map(unnumbered),
    segments: Object.fromEntries([...document.segmentNames].map((name) => [name, further.get(name)?.keys ?? []])),
  };
}
