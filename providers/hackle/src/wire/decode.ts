import { isRaw, noReferences, type Definition, type Raw } from '@polyflag/core-engine';
import { decodeExperiment } from './experiments.js';
import { Linker } from './link.js';
import { decodeEach, show } from './read.js';
import { decodeParameter } from './remote-config.js';
import {
  decodeBucket,
  decodeConfiguration,
  decodeContainer,
  decodeEventType,
  decodeSegment,
  nameOfId,
  nameOfKey,
} from './shared-parts.js';
import type { Segment } from './workspace.js';

/** A workspace, looked at: what can be kept, and what is wrong with the rest, one sentence each. */
export interface DecodedWorkspace {
  /** A/B tests, feature flags and remote config parameters. */
  readonly flags: readonly Definition[];
  /** Segments. */
  readonly rules: readonly Definition[];
  /** The ids of event types by their keys. */
  readonly eventTypes: ReadonlyMap<string, number>;
  /** The names of user properties that some condition asks for. */
  readonly propertyNames: ReadonlySet<string>;
  readonly problems: readonly string[];
}

/** The document is no workspace at all. */
export class InvalidWorkspace extends Error {}

/** What a workspace holds of its own (spec §2.1). */
const members = [
  'workspace',
  'experiments',
  'featureFlags',
  'buckets',
  'events',
  'segments',
  'containers',
  'parameterConfigurations',
  'remoteConfigParameters',
];

/**
 * Refuses an object of somebody else's: an intermediary that answers for the backend is not to empty a workspace.
 *
 * @throws InvalidWorkspace
 */
export function refuseForeign(document: unknown): void {
  if (!isRaw(document)) throw new InvalidWorkspace('it is not an object');
  if (!members.some((name) => Object.hasOwn(document, name))) {
    throw new InvalidWorkspace('it has nothing of what a workspace has');
  }
}

/**
 * Looks at a workspace as it arrives (spec §2). What is broken or unknown costs itself and what needs it, and is named.
 *
 * @throws InvalidWorkspace when nothing of it can be used
 */
export function decodeWorkspace(document: unknown): DecodedWorkspace {
  if (!isRaw(document)) throw new InvalidWorkspace('the workspace is not an object');
  const problems: string[] = [];
  const list = (name: string): readonly unknown[] => topLevelList(document, name, problems);
  const segments = lastOfEach(
    decodeEach(list('segments'), nameOfKey('segment'), (raw, name) => decodeSegment(raw, name, problems), problems),
    ({ key }) => key,
  );
  const linker = new Linker(
    {
      buckets: byId(decodeEach(list('buckets'), nameOfId('bucket'), decodeBucket, problems)),
      containers: byId(decodeEach(list('containers'), nameOfId('container'), decodeContainer, problems)),
      configurations: byId(
        decodeEach(list('parameterConfigurations'), nameOfId('parameter configuration'), decodeConfiguration, problems),
      ),
      segments: new Set(segments.keys()),
    },
    problems,
  );
  for (const { targets } of segments.values()) linker.notePropertyNames(targets);
  const flags = [
    ...decodeEach(
      list('experiments'),
      nameOfKey('A/B test'),
      (raw, name) => linker.experiment(decodeExperiment(raw, name, 'AB_TEST', problems), 'AB_TEST'),
      problems,
    ),
    ...decodeEach(
      list('featureFlags'),
      nameOfKey('feature flag'),
      (raw, name) => linker.experiment(decodeExperiment(raw, name, 'FEATURE_FLAG', problems), 'FEATURE_FLAG'),
      problems,
    ),
    ...decodeEach(
      list('remoteConfigParameters'),
      nameOfKey('remote config parameter'),
      (raw, name) => linker.parameter(decodeParameter(raw, name, problems)),
      problems,
    ),
  ];
  return {
    flags: uniqueFlags(flags, problems),
    rules: [...segments.values()].map(ruleOf),
    eventTypes: new Map(decodeEach(list('events'), nameOfKey('event type'), decodeEventType, problems)),
    propertyNames: linker.propertyNames,
    problems,
  };
}

/** An absent list is an empty one (spec §2.2). */
function topLevelList(document: Raw, name: string, problems: string[]): readonly unknown[] {
  const value = document[name] ?? undefined;
  if (Array.isArray(value)) return value;
  problems.push(`workspace: ${name} is ${value === undefined ? 'missing' : 'not a list'} and counts as empty`);
  return [];
}

function ruleOf(wire: Segment): Definition {
  return { name: wire.key, version: 0, wire, references: noReferences };
}

function byId<T extends { readonly id: number }>(parts: readonly T[]): ReadonlyMap<number, T> {
  return lastOfEach(parts, ({ id }) => id);
}

/** Of two with one key the last counts (spec §2.2). */
function lastOfEach<K, T>(parts: readonly T[], keyOf: (part: T) => K): ReadonlyMap<K, T> {
  return new Map(parts.map((part) => [keyOf(part), part]));
}

function uniqueFlags(flags: readonly Definition[], problems: string[]): readonly Definition[] {
  const unique = lastOfEach(flags, ({ name }) => name);
  if (unique.size === flags.length) return flags;
  const seen = new Set<string>();
  for (const { name } of flags) {
    if (seen.has(name)) problems.push(`workspace: ${show(name)} stands there twice; the last one counts`);
    seen.add(name);
  }
  return [...unique.values()];
}
