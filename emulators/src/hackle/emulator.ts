import { Emulator, type EmulatorOptions } from '../http/emulator.js';
import type { UnansweredRequest } from '../http/received.js';
import type { Answer } from '../http/reply.js';
import { answerOf, keyOf } from './answers.js';
import {
  Reports,
  type ReceivedExposure,
  type ReceivedMetric,
  type ReceivedRemoteConfigEvent,
  type ReceivedTrack,
} from './reports.js';
import type {
  BucketWire,
  ContainerWire,
  EventTypeWire,
  ExperimentWire,
  ParameterConfigurationWire,
  RemoteConfigWire,
  SegmentWire,
  WorkspaceWire,
} from './wire.js';
import { Workspace } from './workspace.js';

/** Everything that a `HackleEmulator` can be told when it is made. */
export type HackleEmulatorOptions = EmulatorOptions;

/** Hackle's services, by their names in the option `urls` of our provider. */
const services = ['sdk', 'event', 'monitoring'] as const;

/** Hackle's backend on loopback, for one workspace. Every change returns the `Last-Modified` that it brings about. */
export class HackleEmulator extends Emulator<(typeof services)[number]> {
  private readonly held: Workspace;
  private readonly reports = new Reports(() => this.requests);

  constructor(options: HackleEmulatorOptions = {}) {
    super(services, keyOf, options);
    this.held = new Workspace(this.clock);
  }

  /** The workspace as it is sent now. */
  get workspace(): WorkspaceWire {
    return this.held.document;
  }

  /** The `Last-Modified` of the workspace as it is now. */
  get lastModified(): string {
    return this.held.lastModified;
  }

  /** Makes the workspace be what is given, completed where something is missing that is always there. */
  load(workspace: WorkspaceWire): string {
    return this.held.replace(workspace);
  }

  /** Adds or replaces an A/B test. One that says nothing else runs and gives everybody the first of its variations. */
  putExperiment(experiment: ExperimentWire): string {
    return this.held.put('experiments', experiment);
  }

  /** Removes an A/B test. @throws Error when there is none */
  removeExperiment(key: number): string {
    return this.held.remove('experiments', key);
  }

  /** Gives a user a variation of an A/B test, by its key; `undefined` takes that back. @throws Error when there is none */
  overrideExperiment(key: number, userId: string, variation: string | undefined): string {
    return this.held.override('experiments', key, userId, variation);
  }

  /** Adds or replaces a feature flag. One that says nothing else is off for everybody. */
  putFeatureFlag(flag: ExperimentWire): string {
    return this.held.put('featureFlags', flag);
  }

  /** Removes a feature flag. @throws Error when there is none */
  removeFeatureFlag(key: number): string {
    return this.held.remove('featureFlags', key);
  }

  /** Gives a user a variation of a flag, `A` being off; `undefined` takes that back. @throws Error when there is none */
  overrideFeatureFlag(key: number, userId: string, variation: string | undefined): string {
    return this.held.override('featureFlags', key, userId, variation);
  }

  /** Adds or replaces a remote config parameter. */
  putRemoteConfig(parameter: RemoteConfigWire): string {
    return this.held.put('remoteConfigParameters', parameter);
  }

  /** Removes a parameter. @throws Error when there is none */
  removeRemoteConfig(key: string): string {
    return this.held.remove('remoteConfigParameters', key);
  }

  /** Adds or replaces a segment. */
  putSegment(segment: SegmentWire): string {
    return this.held.put('segments', segment);
  }

  /** Removes a segment. @throws Error when there is none */
  removeSegment(key: string): string {
    return this.held.remove('segments', key);
  }

  /** Adds or replaces a bucket. */
  putBucket(bucket: BucketWire): string {
    return this.held.put('buckets', bucket);
  }

  /** Removes a bucket. @throws Error when there is none */
  removeBucket(id: number): string {
    return this.held.remove('buckets', id);
  }

  /** Adds or replaces a container. */
  putContainer(container: ContainerWire): string {
    return this.held.put('containers', container);
  }

  /** Removes a container. @throws Error when there is none */
  removeContainer(id: number): string {
    return this.held.remove('containers', id);
  }

  /** Adds or replaces the parameters that variations bring with them. */
  putParameterConfiguration(configuration: ParameterConfigurationWire): string {
    return this.held.put('parameterConfigurations', configuration);
  }

  /** Removes a configuration. @throws Error when there is none */
  removeParameterConfiguration(id: number): string {
    return this.held.remove('parameterConfigurations', id);
  }

  /** Adds or replaces an event type. */
  putEventType(type: EventTypeWire): string {
    return this.held.put('events', type);
  }

  /** Removes an event type. @throws Error when there is none */
  removeEventType(key: string): string {
    return this.held.remove('events', key);
  }

  /** The exposures that were accepted. */
  get exposures(): ReceivedExposure[] {
    return this.reports.exposures;
  }

  /** The tracked events that were accepted. */
  get tracks(): ReceivedTrack[] {
    return this.reports.tracks;
  }

  /** The remote config events that were accepted. */
  get remoteConfigEvents(): ReceivedRemoteConfigEvent[] {
    return this.reports.remoteConfigEvents;
  }

  /** The metrics that were accepted. */
  get metrics(): ReceivedMetric[] {
    return this.reports.metrics;
  }

  protected override answer(request: UnansweredRequest): Answer {
    return answerOf(request, this.held, this.access);
  }
}
