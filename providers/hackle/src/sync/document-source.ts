import { asCoded, CodedError, type DefinitionsSink, type DefinitionsSource } from '@polyflag/core-engine';
import type { HackleDefinitions } from '../definitions.js';
import { decodeWorkspace, InvalidWorkspace } from '../wire/decode.js';

/** A workspace from memory: a document, and whatever replaces it. One that cannot be used leaves the last one in force. */
export class DocumentSource implements DefinitionsSource {
  private readonly definitions: HackleDefinitions;
  private document: unknown;
  private sink: DefinitionsSink | undefined;

  /** @param document a workspace as the backend would send it, parsed */
  constructor(definitions: HackleDefinitions, document: unknown) {
    this.definitions = definitions;
    this.document = document;
  }

  start(sink: DefinitionsSink): Promise<void> {
    try {
      this.sink = sink;
      this.apply(sink);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(coded(error));
    }
  }

  /** Gives another document; before the start it is the one to start with. */
  replace(document: unknown): void {
    this.document = document;
    const { sink } = this;
    if (sink === undefined) return;
    try {
      this.apply(sink);
    } catch (error) {
      sink.stale({ problem: coded(error).message, code: 'invalid' });
    }
  }

  stop(): Promise<void> {
    this.sink = undefined;
    return Promise.resolve();
  }

  private apply(sink: DefinitionsSink): void {
    const workspace = decodeWorkspace(this.document);
    for (const problem of workspace.problems) sink.problem(problem);
    sink.changed(this.definitions.replace(workspace));
    sink.fresh();
  }
}

function coded(error: unknown): Error {
  if (error instanceof InvalidWorkspace) return new CodedError('GENERAL', error.message);
  return asCoded(error, 'the workspace could not be applied');
}
