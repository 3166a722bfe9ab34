import type {
  BucketWire,
  ConditionWire,
  ContainerWire,
  ExperimentWire,
  RemoteConfigWire,
  SegmentWire,
  TargetWire,
} from '@polyflag/emulators';
import type { Place } from './make/conditions.js';
import type { WholeWorkspace } from './make/workspace.js';
import type { Asked } from './asked.js';

/** A target, and where it stands. */
export interface PlacedTarget {
  readonly place: Place;
  readonly target: TargetWire;
}

/** Everything that takes part in one evaluation, what is asked for first. */
export interface Closure {
  readonly experiments: readonly ExperimentWire[];
  readonly parameters: readonly RemoteConfigWire[];
  readonly segments: readonly SegmentWire[];
  readonly containers: readonly ContainerWire[];
  readonly buckets: readonly BucketWire[];
  readonly targets: readonly PlacedTarget[];
  readonly conditions: readonly ConditionWire[];
}

/** Finds the closure of each question, once. */
export class Closures {
  private readonly workspace: WholeWorkspace;
  private readonly found = new Map<string, Closure>();

  constructor(workspace: WholeWorkspace) {
    this.workspace = workspace;
  }

  of({ call, key }: Pick<Asked, 'call' | 'key'>): Closure {
    const name = `${call} ${String(key)}`;
    let closure = this.found.get(name);
    if (closure === undefined) {
      const walk = new Walk(this.workspace);
      if (call === 'variationDetail') walk.addExperiment('experiments', key);
      else if (call === 'featureFlagDetail') walk.addExperiment('featureFlags', key);
      else walk.addParameter(key);
      closure = walk.closure();
      this.found.set(name, closure);
    }
    return closure;
  }
}

class Walk {
  private readonly workspace: WholeWorkspace;
  private readonly experiments = new Set<ExperimentWire>();
  private readonly parameters = new Set<RemoteConfigWire>();
  private readonly segments = new Set<SegmentWire>();
  private readonly containers = new Set<ContainerWire>();
  private readonly buckets = new Set<BucketWire>();
  private readonly targets: PlacedTarget[] = [];

  constructor(workspace: WholeWorkspace) {
    this.workspace = workspace;
  }

  closure(): Closure {
    return {
      experiments: [...this.experiments],
      parameters: [...this.parameters],
      segments: [...this.segments],
      containers: [...this.containers],
      buckets: [...this.buckets],
      targets: this.targets,
      conditions: this.targets.flatMap(({ target }) => target.conditions),
    };
  }

  addExperiment(list: 'experiments' | 'featureFlags', key: unknown): void {
    const experiment = this.workspace[list].find((one) => String(one.key) === String(key));
    if (experiment === undefined || this.experiments.has(experiment)) return;
    this.experiments.add(experiment);
    const { execution = {}, containerId } = experiment;
    const container = this.workspace.containers.find(({ id }) => id === containerId);
    if (container !== undefined) {
      this.containers.add(container);
      this.addBucket(container.bucketId);
    }
    for (const target of execution.targetAudiences ?? []) this.addTarget('targeting', target);
    for (const { target, action } of execution.segmentOverrides ?? []) {
      this.addTarget('override', target);
      if ('bucketId' in action) this.addBucket(action.bucketId);
    }
    for (const { target, action } of execution.targetRules ?? []) {
      this.addTarget('targeting', target);
      if ('bucketId' in action) this.addBucket(action.bucketId);
    }
    const { defaultRule } = execution;
    if (defaultRule !== undefined && 'bucketId' in defaultRule) this.addBucket(defaultRule.bucketId);
  }

  addParameter(key: unknown): void {
    const parameter = this.workspace.remoteConfigParameters.find((one) => one.key === key);
    if (parameter === undefined) return;
    this.parameters.add(parameter);
    for (const { target, bucketId } of parameter.targetRules ?? []) {
      this.addTarget('targeting', target);
      this.addBucket(bucketId);
    }
  }

  private addTarget(place: Place, target: TargetWire): void {
    this.targets.push({ place, target });
    for (const condition of target.conditions) this.addReferred(condition);
  }

  private addReferred({ key, match }: ConditionWire): void {
    // Also where the type is written otherwise: somebody may read it all the same.
    switch (key.type.toUpperCase()) {
      case 'AB_TEST':
        this.addExperiment('experiments', key.name);
        break;
      case 'FEATURE_FLAG':
        this.addExperiment('featureFlags', key.name);
        break;
      case 'SEGMENT':
        for (const name of match.values) this.addSegment(name);
    }
  }

  private addSegment(key: unknown): void {
    const segment = this.workspace.segments.find((one) => one.key === key);
    if (segment === undefined || this.segments.has(segment)) return;
    this.segments.add(segment);
    for (const target of segment.targets) this.addTarget('segment', target);
  }

  private addBucket(id: number): void {
    const bucket = this.workspace.buckets.find((one) => one.id === id);
    if (bucket !== undefined) this.buckets.add(bucket);
  }
}
