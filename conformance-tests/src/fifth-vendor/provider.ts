import {
  BaseProvider,
  commonOptions,
  explain,
  loggerOf,
  millis,
  readOptions,
  type ConfigOf,
  type Decision,
  type Explanation,
  type Face,
  type FlagSet,
} from '@polyflag/core-engine';
import type { EvaluationContext } from '@openfeature/core';
import { subjectOf } from './context.js';
import { FlagFile } from './flag-file.js';
import { resolution } from './resolution.js';

const schema = {
  ...commonOptions,
  /** How often the file is compared with what was read, where the operating system does not tell of a change. */
  refreshIntervalMillis: millis(15_000),
};

export type FlagFileConfig = ConfigOf<typeof schema>;

/** OpenFeature provider for the flags of a file. */
export class FlagFileProvider extends BaseProvider<Explanation> {
  constructor(path: string, config?: FlagFileConfig) {
    const { options } = readOptions('FlagFileProvider', config, schema);
    const logger = loggerOf(options);
    const file = new FlagFile({ ...options, path, logger });
    super({
      ...options,
      name: 'flag-file',
      backend: file,
      face: new FlagFileFace(file.set),
      owned: true,
      logger,
    });
  }
}

/** How a flag file answers OpenFeature's questions. */
class FlagFileFace implements Face<Explanation> {
  readonly resolution = resolution;
  private readonly set: FlagSet;

  constructor(set: FlagSet) {
    this.set = set;
  }

  decide(flagKey: string, context: EvaluationContext): Decision {
    return this.set.evaluate(flagKey, subjectOf(this.set, context));
  }

  explain(flagKey: string, context: EvaluationContext): Explanation {
    return explain(this.set, flagKey, subjectOf(this.set, context));
  }
}
