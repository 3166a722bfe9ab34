import type { Definition } from '@polyflag/core-engine';
import { configName, experimentName, featureName } from '../names.js';
import { referencesOf } from './references.js';
import type {
  Action,
  Bucket,
  Container,
  Experiment,
  ExperimentRecord,
  ExperimentType,
  ParameterConfiguration,
  ParameterRecord,
  RemoteConfigParameter,
  Target,
} from './workspace.js';

/** What experiments and parameters share, by id; segments by key. */
export interface SharedParts {
  readonly buckets: ReadonlyMap<number, Bucket>;
  readonly containers: ReadonlyMap<number, Container>;
  readonly configurations: ReadonlyMap<number, ParameterConfiguration>;
  readonly segments: ReadonlySet<string>;
}

/**
 * Puts what is used beside what uses it, and names every id that leads nowhere: what needs it fails when it is evaluated,
 * and only that.
 */
export class Linker {
  /** The names of user properties that were met in conditions. */
  readonly propertyNames = new Set<string>();
  private readonly shared: SharedParts;
  private readonly problems: string[];

  constructor(shared: SharedParts, problems: string[]) {
    this.shared = shared;
    this.problems = problems;
  }

  /** An A/B test or a feature flag under its name in the set. */
  experiment(experiment: Experiment, type: ExperimentType): Definition {
    const isTest = type === 'AB_TEST';
    const what = `${isTest ? 'A/B test' : 'feature flag'} ${String(experiment.key)}`;
    const rules = [...experiment.segmentOverrides, ...experiment.rules];
    const actions = [...rules.map(({ action }) => action), experiment.defaultRule];
    this.checkVariations(what, experiment, actions);
    const container = this.part(what, 'container', this.shared.containers, experiment.containerId);
    const buckets = actions.flatMap((action) => (action.type === 'BUCKET' ? [action.bucketId] : []));
    if (container !== undefined) buckets.push(container.bucketId);
    const configurations = experiment.variations.map(({ parameterConfigurationId }) => parameterConfigurationId);
    const wire: ExperimentRecord = {
      type,
      experiment,
      container,
      buckets: this.parts(what, 'bucket', this.shared.buckets, buckets),
      configurations: this.parts(what, 'parameter configuration', this.shared.configurations, configurations),
    };
    const targets = [...rules.map(({ target }) => target), ...experiment.audiences];
    const name = isTest ? experimentName(experiment.key) : featureName(experiment.key);
    return this.definition(what, name, wire, targets);
  }

  /** A remote config parameter under its name in the set. */
  parameter(parameter: RemoteConfigParameter): Definition {
    const what = `remote config parameter ${JSON.stringify(parameter.key)}`;
    const buckets = parameter.rules.map(({ bucketId }) => bucketId);
    const wire: ParameterRecord = {
      type: 'REMOTE_CONFIG',
      parameter,
      buckets: this.parts(what, 'bucket', this.shared.buckets, buckets),
    };
    const targets = parameter.rules.map(({ target }) => target);
    return this.definition(what, configName(parameter.key), wire, targets);
  }

  /** A workspace arrives whole, and what has not changed in it is recognised by its content: versions do not order it. */
  private definition(what: string, name: string, wire: object, targets: readonly Target[]): Definition {
    this.notePropertyNames(targets);
    const references = referencesOf(targets);
    for (const segment of references.rules) {
      if (!this.shared.segments.has(segment)) this.say(what, `there is no segment ${JSON.stringify(segment)}`);
    }
    return { name, version: 0, wire, references };
  }

  notePropertyNames(targets: readonly Target[]): void {
    for (const target of targets) {
      for (const { type, name } of target) if (type === 'USER_PROPERTY') this.propertyNames.add(name);
    }
  }

  private checkVariations(what: string, experiment: Experiment, actions: readonly Action[]): void {
    const known = new Set(experiment.variations.map(({ id }) => id));
    const asked = [
      ...actions.flatMap((action) => (action.type === 'VARIATION' ? [action.variationId] : [])),
      ...experiment.userOverrides.map(({ variationId }) => variationId),
      ...(experiment.winnerVariationId === undefined ? [] : [experiment.winnerVariationId]),
    ];
    for (const id of new Set(asked)) if (!known.has(id)) this.say(what, `it has no variation ${String(id)}`);
  }

  private part<T>(what: string, kind: string, all: ReadonlyMap<number, T>, id: number | undefined): T | undefined {
    if (id === undefined) return undefined;
    const part = all.get(id);
    if (part === undefined) this.say(what, `there is no ${kind} ${String(id)}`);
    return part;
  }

  private parts<T>(
    what: string,
    kind: string,
    all: ReadonlyMap<number, T>,
    ids: readonly (number | undefined)[],
  ): readonly T[] {
    const parts = [...new Set(ids)].map((id) => this.part(what, kind, all, id));
    return parts.filter((part) => part !== undefined);
  }

  private say(what: string, problem: string): void {
    this.problems.push(`${what}: ${problem}`);
  }
}
