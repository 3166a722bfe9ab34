import {
  asCoded,
  CodedError,
  fatal,
  FileSource,
  SourceError,
  type Clock,
  type DefinitionsSink,
  type FileSet,
  type Source,
} from '@polyflag/core-engine';
import type { SplitSettings } from '../config/settings.js';
import { gatherArrival, keepSharing, type DecodedArrival } from '../definitions/arrival.js';
import { type SplitDefinitions } from '../definitions/definitions.js';
import type { LocalhostSegment } from '../localhost/document.js';
import { formatOf, locateSegments, locateSplitFile } from '../localhost/format.js';
import { parseDefinitions, parseSegment } from '../localhost/parse.js';
import { WrittenFlag } from '../localhost/written-flag.js';
import { decodeFlag } from '../wire/decode.js';
import type { DefinitionsSource } from './definitions-source.js';

type Files = FileSet<DecodedArrival, LocalhostSegment>;

/** Definitions from a file (spec §8). Each content of it replaces everything; a bad one leaves the last good one in force. */
export class LocalhostSource implements DefinitionsSource {
  private readonly source: Source<Files>;
  private readonly definitions: SplitDefinitions;
  private readonly refresh: boolean;

  constructor(settings: SplitSettings, definitions: SplitDefinitions, clock: Clock) {
    const path = locateSplitFile(settings.splitFile);
    this.definitions = definitions;
    this.refresh = settings.localhostRefreshEnabled;
    this.source = new FileSource<DecodedArrival, LocalhostSegment>({
      path,
      parse: readDefinitions,
      // Only a JSON file can name segments.
      ...(formatOf(path) === 'json' ? { further: segmentFiles(settings) } : {}),
      refresh: this.refresh,
      refreshIntervalMs: 1_000 * Math.min(settings.featuresRefreshRate, settings.segmentsRefreshRate),
      clock,
    });
  }

  async start(sink: DefinitionsSink): Promise<void> {
    try {
      await this.source.start({
        apply: (files) => {
          this.apply(files, sink);
        },
        status: (status) => {
          if (status.kind === 'failing') {
            sink.stale(status);
            return;
          }
          for (const warning of status.warnings) sink.problem(warning);
          sink.fresh();
        },
      });
    } catch (error) {
      throw this.coded(error);
    }
    // Nothing is going to be read again: the source need not remember what it read.
    if (!this.refresh) await this.source.stop();
  }

  stop(): Promise<void> {
    return this.source.stop();
  }

  private apply({ document, further }: Files, sink: DefinitionsSink): void {
    const segments = [...further.values()];
    for (const problem of document.problems) sink.problem(problem);
    for (const { warnings } of segments) for (const warning of warnings) sink.problem(warning);
    const names = this.definitions.replace(document, segments);
    sink.fresh();
    sink.changed(names);
  }

  /** A file that nobody reads again stays as bad as it is. */
  private coded(error: unknown): Error {
    if (!(error instanceof SourceError) || error.code === 'stopped')
      return asCoded(error, 'the definitions could not be read');
    return this.refresh ? new CodedError('GENERAL', error.message) : fatal(error.message);
  }
}

/** Decoded as they are read, so that a file is looked through once, and the segments it names are known. */
async function readDefinitions(text: string, path: string): Promise<DecodedArrival> {
  const keep = keepSharing();
  const document = await parseDefinitions(text, path, (flag, written) =>
    decodeFlag(flag, written === undefined ? keep : WrittenFlag.keep(written)),
  );
  const arrival = await gatherArrival(document);
  return { ...arrival, problems: [...document.warnings, ...arrival.problems] };
}

function segmentFiles(settings: SplitSettings): {
  directory: string;
  extension: string;
  parse: typeof parseSegment;
  names: (arrival: DecodedArrival) => ReadonlySet<string>;
} {
  return {
    directory: locateSegments(settings.segmentDirectory),
    extension: '.json',
    parse: parseSegment,
    names: ({ segmentNames }) => segmentNames,
  };
}
