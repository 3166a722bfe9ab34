import type { DefinitionsSink, Failure } from '@polyflag/core-engine';
import type { SplitDefinitions } from '#src/definitions/definitions.js';
import { decodeArrival } from '#src/definitions/arrival.js';
import type { DefinitionsSource } from '#src/sync/definitions-source.js';

/** A source that brings what the test says, when the test says so. */
export class ManualSource implements DefinitionsSource {
  starts = 0;
  stops = 0;
  private sink: DefinitionsSink | undefined;
  private definitions: SplitDefinitions | undefined;
  private resolve: () => void = () => undefined;
  private reject: (error: Error) => void = () => undefined;

  /** What `runtimeParts` takes. */
  readonly make = (definitions: SplitDefinitions): DefinitionsSource => {
    this.definitions = definitions;
    return this;
  };

  start(sink: DefinitionsSink): Promise<void> {
    this.starts++;
    this.sink = sink;
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  stop(): Promise<void> {
    this.stops++;
    return Promise.resolve();
  }

  async bring(...flags: unknown[]): Promise<void> {
    const arrival = await decodeArrival({ flags, ruleBasedSegments: [] });
    this.sink?.changed(this.definitions?.replace(arrival, []) ?? []);
    this.resolve();
  }

  fail(error: Error): void {
    this.reject(error);
  }

  /** What was brought may be out of date. */
  stale(code: Failure['code'] = 'unavailable'): void {
    this.sink?.stale({ problem: 'gone', code, since: Date.now() });
  }

  fresh(): void {
    this.sink?.fresh();
  }
}
