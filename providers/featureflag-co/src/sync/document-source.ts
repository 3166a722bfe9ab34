import type { DataSync } from '../wire/message.js';
import type { DefinitionsSink, DefinitionsSource, DefinitionsTarget } from './definitions-source.js';

/** Definitions from memory, for a client without a connection: what is there is in force, and up to date. */
export class DocumentSource implements DefinitionsSource {
  private readonly target: DefinitionsTarget;
  private readonly data: DataSync | undefined;

  /** @param data absent: an environment without any flag */
  constructor(target: DefinitionsTarget, data: DataSync | undefined) {
    this.target = target;
    this.data = data;
  }

  async start(sink: DefinitionsSink): Promise<void> {
    const { data, target } = this;
    if (data !== undefined) await target.prepare?.(data);
    sink.changed(data === undefined ? [] : target.apply(data));
    sink.fresh();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
