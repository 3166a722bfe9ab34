import type { Segment } from '@polyflag/core-engine';
import { answerOf } from '#src/client/answer.js';
import { decodeArrival } from '#src/definitions/arrival.js';
import { SplitDefinitions } from '#src/definitions/definitions.js';
import type { TranslateOptions } from '#src/translate/flag.js';

/** Everything there is, as it arrives. */
export interface Given {
  readonly flags: readonly unknown[];
  readonly ruleBasedSegments?: readonly unknown[];
  /** Keys by segment. */
  readonly segments?: Readonly<Record<string, readonly string[]>>;
  readonly options?: Partial<TranslateOptions>;
}

export interface Asked {
  readonly key?: string;
  readonly bucketingKey?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** What one evaluation came to. */
export interface Outcome {
  readonly treatment: string;
  readonly config: string | null;
  readonly label: string;
  readonly reason: string;
  readonly code: string | undefined;
}

/** Definitions, without files, factories and providers around them. */
export class World {
  readonly definitions: SplitDefinitions;
  /** What was wrong with definitions, when they came and when they were first asked. */
  readonly problems: string[] = [];

  constructor(options: Partial<TranslateOptions> = {}) {
    this.definitions = new SplitDefinitions({ dateUnit: 'ms', ignoreAlgo: false, ...options }, (problem) => {
      this.problems.push(problem);
    });
  }

  /** Replaces everything. @returns the names of the flags whose answers may differ, sorted */
  async replace({ flags, ruleBasedSegments = [], segments = {} }: Given): Promise<string[]> {
    const arrival = await decodeArrival({ flags, ruleBasedSegments });
    this.problems.push(...arrival.problems);
    return this.definitions.replace(arrival, segmentsOf(segments)).sort();
  }

  ask(name: string, { key = 'ana', bucketingKey = key, attributes = {} }: Asked = {}): Outcome {
    const { set } = this.definitions;
    const subject = set.subject();
    subject.key = key;
    subject.bucketingKey = bucketingKey;
    subject.attributes = attributes;
    const decision = set.evaluate(name, subject);
    const { reason, error } = decision;
    return { ...answerOf(decision, name, undefined), reason, code: error?.code };
  }

  treatment(name: string, asked: Asked = {}): string {
    return this.ask(name, asked).treatment;
  }
}

export async function worldOf(given: Given): Promise<World> {
  const world = new World(given.options);
  await world.replace(given);
  return world;
}

export function segmentsOf(keys: NonNullable<Given['segments']>): Segment[] {
  return Object.entries(keys).map(([name, members]) => ({ name, version: 1, keys: new Set(members) }));
}
