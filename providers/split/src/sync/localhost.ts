import { asCoded, CodedError, fatal, FileSource, SourceError, type Clock, type FileSet, type Source } from '@polyflag/core-engine';
import type { SplitSettings } from '../config/settings.js';
import { decodeArrival, type SplitDefinitions } from '../definitions.js';
import type { LocalhostDocument, LocalhostSegment } from '../localhost/document.js';
import { formatOf, locateSegments, locateSplitFile } from '../localhost/format.js';
import { parseDefinitions, parseSegment } from '../localhost/parse.js';
import { segmentNames } from '../wire/segment-names.js';
import type { DefinitionsSink, DefinitionsSource } from './definitions-source.js';

type Files = FileSet<LocalhostDocument, LocalhostSegment>;

/** Definitions from a file (spec §8). Each content of it replaces everything; a bad one leaves the last good one in force. */
export class LocalhostSource implements DefinitionsSource {
  private readonly source: Source<Files>;
  private readonly definitions: SplitDefinitions;
  private readonly refresh: boolean;

  constructor(config: SplitSettings, definitions: SplitDefinitions, clock: Clock) {
    const file = locateSplitFile(config.splitFile);
    this.definitions = definitions;
    this.refresh = config.localhostRefreshEnabled;
    this.source = new FileSource<LocalhostDocument, LocalhostSegment>({
      path: file,
      parse: parseDefinitions,
      // Only a JSON file can name segments.
      ...(formatOf(file) === 'json'
        ? {
            further: {
              directory: locateSegments(config.segmentDirectory),
              extension: '.json',
              parse: parseSegment,
              names: segmentNames,
            },
          }
        : {}),
      refresh: this.refresh,
      refreshIntervalMs: 1_000 * Math.min(config.featuresRefreshRate, config.segmentsRefreshRate),
      clock,
    });
  }

  async start(sink: DefinitionsSink): Promise<void> {
    try {
      await this.source.start({
        apply: async (files) => {
          const names = await this.apply(files, sink);
          sink.changed(names);
        },
        status: (status) => {
          if (status.kind === 'healthy') for (const warning of status.warnings) sink.problem(warning);
          else sink.stale(status.problem);
        },
      });
    } catch (error) {
      throw this.coded(error);
    }
  }

  stop(): Promise<void> {
    return this.source.stop();
  }

  private async apply({ document, further }: Files, sink: DefinitionsSink): Promise<string[]> {
    for (const warning of document.warnings) sink.problem(warning);
    for (const { warnings } of further.values()) for (const warning of warnings) sink.problem(warning);
    const arrival = await decodeArrival(document);
    for (const problem of arrival.problems) sink.problem(problem);
    return this.definitions.replace(arrival, [...further.values()]);
  }

  /** A file that nobody reads again stays as bad as it is. */
  private coded(error: unknown): Error {
    if (!(error instanceof SourceError) || error.code === 'stopped') return asCoded(error, 'the definitions could not be read');
    return this.refresh ? new CodedError('GENERAL', error.message) : fatal(error.message);
  }
}
