import type { FileSet } from '@polyflag/core-engine';
import {
  decodeArrival,
  parseDefinitions,
  parseSegment,
  type LocalhostDocument,
  type LocalhostSegment,
} from '@polyflag/split-provider/internal';
import type { Contents } from '../split/contents.js';
import { FollowedFiles } from './followed-files.js';

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

/** The files of a localhost set-up (spec §8.2), read as the provider reads them. */
export function splitFiles({
  definitions,
  segments,
}: Places): FollowedFiles<Contents, NamedDocument, LocalhostSegment> {
  const further = {
    extension: '.json',
    parse: parseSegment,
    names: ({ segmentNames }: NamedDocument) => segmentNames,
  };
  return new FollowedFiles(
    {
      path: definitions,
      parse: readDocument,
      ...(segments === undefined ? {} : { further: { directory: segments, ...further } }),
    },
    (files) => ({ contents: contentsOf(files), warnings: warningsOf(files) }),
  );
}

async function readDocument(text: string, path: string): Promise<NamedDocument> {
  const document = await parseDefinitions(text, path, (flag) => flag);
  const { segmentNames } = await decodeArrival(document);
  return { ...document, segmentNames };
}

function warningsOf({ document, further }: Files): string[] {
  return [...document.warnings, ...[...further.values()].flatMap(({ warnings }) => warnings)];
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
