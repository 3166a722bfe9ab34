import { isObject } from '../http/form.js';
import type {
  ContainerWire,
  ExperimentWire,
  RemoteConfigWire,
  SegmentWire,
  VariationWire,
  WorkspaceWire,
} from './wire.js';

// What Hackle's backend always sends and a test need not write: its SDKs refuse a workspace in which it is missing.

/** The numbers of the workspace and its environment. */
const environment = { id: 1, environment: { id: 1, primary: true }, attributes: {} };

/** The parts of a workspace that are lists, by their names in it, each with what completes an entry. */
const lists = {
  experiments: completeExperiment,
  featureFlags: completeExperiment,
  buckets: undefined,
  events: undefined,
  segments: completeSegment,
  containers: completeContainer,
  parameterConfigurations: undefined,
  remoteConfigParameters: completeRemoteConfig,
  inAppMessages: undefined,
};

/** The name of a part that is a list. */
export type ListName = keyof typeof lists;

/** An entry of one of the lists. */
export type Entry<Name extends ListName> = NonNullable<WorkspaceWire[Name]>[number];

/** A workspace with all its parts. */
export type WholeWorkspace = Required<WorkspaceWire>;

/** Gives numbers to what was put without one. */
export type NewId = () => number;

/** A workspace with everything that is always there. What is given stays as it is, the unknown too. */
export function complete(given: WorkspaceWire, newId: NewId): WholeWorkspace {
  const names = Object.keys(lists) as ListName[];
  const parts = names.map((name) => [name, completeList(name, given[name] ?? [], newId)]);
  return { workspace: environment, ...given, ...Object.fromEntries(parts) } as WholeWorkspace;
}

/** What is no list, and in it what is no object, stays what it is: to send nonsense is a test's good right. */
function completeList<Name extends ListName>(name: Name, entries: readonly Entry<Name>[], newId: NewId): unknown {
  return Array.isArray(entries) ? entries.map((entry: Entry<Name>) => completeEntry(name, entry, newId)) : entries;
}

/** One entry of a list. */
export function completeEntry<Name extends ListName>(name: Name, entry: Entry<Name>, newId: NewId): Entry<Name> {
  const completeOne = lists[name] as ((entry: Entry<Name>, newId: NewId) => Entry<Name>) | undefined;
  return completeOne === undefined || !isObject(entry) ? entry : completeOne(entry, newId);
}

function completeExperiment(given: ExperimentWire, newId: NewId): ExperimentWire {
  const variations = completeVariations(given.variations ?? onAndOff);
  const { id = newId(), execution } = given;
  return {
    id,
    name: null,
    status: 'EXECUTED',
    version: 1,
    bucketId: 0,
    identifierType: '$id',
    containerId: null,
    winnerVariationId: null,
    implementationType: 'DEFAULT',
    ...given,
    variations,
    execution: {
      id,
      status: 'RUNNING',
      version: 1,
      userOverrides: [],
      segmentOverrides: [],
      targetAudiences: [],
      targetRules: [],
      defaultRule: { type: 'VARIATION', variationId: variations[0]?.id ?? 0 },
      targetUrls: null,
      ...execution,
    },
  };
}

function completeVariations(given: readonly VariationWire[]): readonly VariationWire[] {
  return Array.isArray(given)
    ? given.map((variation: VariationWire) => ({ ...variationDefaults, ...variation }))
    : given;
}

/** `A` is the control of an A/B test, and of a flag that it is off. */
const onAndOff: readonly VariationWire[] = [
  { id: 1, key: 'A' },
  { id: 2, key: 'B' },
];

const variationDefaults = { status: 'ACTIVE', parameterConfigurationId: null } as const;

function completeSegment(given: SegmentWire, newId: NewId): SegmentWire {
  return { type: 'USER_PROPERTY', ...given, id: given.id ?? newId() };
}

function completeContainer(given: ContainerWire): ContainerWire {
  return { environmentId: environment.environment.id, ...given };
}

function completeRemoteConfig(given: RemoteConfigWire, newId: NewId): RemoteConfigWire {
  return { identifierType: '$id', targetRules: [], ...given, id: given.id ?? newId() };
}
