import type { WorkspaceWire } from '@polyflag/emulators';
import type { Random } from '../../random.js';
import type { Scope } from './conditions.js';
import { idOf, makeExperiment, type Kind } from './experiments.js';
import { makeParameter } from './parameters.js';
import { makeConfigurations, makeContainer, makeSegments, type Parts } from './parts.js';

/** A workspace of which nothing is missing. */
export type WholeWorkspace = Required<Omit<WorkspaceWire, 'workspace' | 'inAppMessages'>>;

/** An experiment refers to those of lower levels, so that no chain is long; hardly ever to any, so that some go round. */
const LEVELS = 4;
const CIRCLES = 0.02;

/** A workspace with so many A/B tests, as many feature flags, and half as many parameters. */
export function makeWorkspace(random: Random, size: number): WholeWorkspace {
  const parts: Parts = { buckets: [], segments: makeSegments(random), configurations: makeConfigurations(random) };
  const keys = Array.from({ length: size }, (_, at) => at + 1);
  const containers = [701, 702, 703].map((id) =>
    makeContainer(
      random,
      parts,
      id,
      keys.map((key) => idOf('experiment', key)),
    ),
  );
  const scopeAt = (level: number): Scope => {
    const known = keys.filter((key) => key % LEVELS < level);
    return { segments: parts.segments.map(({ key }) => key), experiments: known, flags: known };
  };
  const made = (kind: Kind, key: number): ReturnType<typeof makeExperiment> =>
    makeExperiment(random, {
      kind,
      key,
      parts,
      scope: scopeAt(random.chance(CIRCLES) ? LEVELS - 1 : key % LEVELS),
      containerIds: containers.map(({ id }) => id),
      isTop: key % LEVELS === LEVELS - 1,
    });
  return {
    experiments: keys.map((key) => made('experiment', key)),
    featureFlags: keys.map((key) => made('flag', key)),
    remoteConfigParameters: keys
      .slice(0, Math.ceil(size / 2))
      .map((key) => makeParameter(random, key, scopeAt(LEVELS - 1), parts)),
    events: [
      { id: 3_072, key: 'purchase' },
      { id: 3_073, key: 'visit' },
    ],
    buckets: parts.buckets,
    segments: parts.segments,
    containers,
    parameterConfigurations: parts.configurations,
  };
}
