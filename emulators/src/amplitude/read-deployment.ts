import { decodeFlags } from '@polyflag/amplitude-provider/internal';
import { showName } from '@polyflag/core-engine';
import { isObject } from '../http/form.js';
import type { DeploymentContents } from './contents.js';
import type { VariantsWire } from './deployment.js';
import type { CohortWire, FlagConfigWire } from './flags.js';

/** What a file holds, and what clients will make of parts of it, a sentence each. */
export interface ReadDeployment {
  readonly contents: Required<DeploymentContents>;
  readonly warnings: readonly string[];
}

/**
 * Checks what a file holds. A flag that clients leave out is sent all the same: how they do that may be what is tried.
 *
 * @throws Error that names the entry that is wrong
 */
export function readDeployment(document: unknown): ReadDeployment {
  if (!isObject(document)) throw new Error('a deployment is an object');
  const { variants = {}, users = {}, flags = [], cohorts = [], ...others } = document;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new Error(`a deployment has variants, users, flags and cohorts, and no ${showName(unknown)}`);
  }
  const contents = {
    variants: readVariants(variants, 'variants'),
    users: readUsers(users),
    flags: readFlags(flags),
    cohorts: readCohorts(cohorts),
  };
  const decoded = decodeFlags(contents.flags);
  const known = new Set(contents.cohorts.map(({ cohortId }) => cohortId));
  const missing = [...decoded.cohorts.keys()].filter((id) => !known.has(id));
  const absences = missing.map((id) => `cohorts has no ${showName(id)}, which a flag asks for`);
  return { contents, warnings: [...decoded.problems, ...absences] };
}

function readVariants(given: unknown, place: string): VariantsWire {
  if (!isObject(given)) throw new Error(`${place} is an object of variants by flag key`);
  for (const [flagKey, variant] of Object.entries(given)) {
    if (!isObject(variant)) throw new Error(`${place}: the variant of ${showName(flagKey)} is an object`);
  }
  return given as VariantsWire;
}

function readUsers(given: unknown): Readonly<Record<string, VariantsWire>> {
  if (!isObject(given)) throw new Error('users is an object of variants by flag key, by user');
  const users = Object.entries(given);
  return Object.fromEntries(users.map(([id, variants]) => [id, readVariants(variants, `users: ${showName(id)}`)]));
}

function readFlags(given: unknown): readonly FlagConfigWire[] {
  return readList(given, 'flags', 'flags as the flag endpoint sends them', 'key');
}

function readCohorts(given: unknown): readonly CohortWire[] {
  const cohorts = readList(given, 'cohorts', 'cohorts', 'cohortId');
  for (const { cohortId, groupType, memberIds } of cohorts) {
    const place = `cohorts: ${showName(cohortId)}`;
    if (!isTextList(memberIds)) throw new Error(`${place}: memberIds is a list of texts`);
    if (groupType !== undefined && !isName(groupType))
      throw new Error(`${place}: groupType is a text that is not empty`);
  }
  return cohorts as unknown as readonly CohortWire[];
}

/** A list of objects, each with a name of its own. */
function readList<const N extends string>(given: unknown, place: string, holds: string, name: N): readonly Named<N>[] {
  if (!Array.isArray(given)) throw new Error(`${place} is a list of ${holds}`);
  const seen = new Set<string>();
  for (const [at, entry] of (given as readonly unknown[]).entries()) {
    if (!isObject(entry)) throw new Error(`${place}[${at}] is an object`);
    const own = entry[name];
    if (!isName(own)) throw new Error(`${place}[${at}]: ${name} is a text that is not empty`);
    if (seen.has(own)) throw new Error(`${place}[${at}]: there is another ${showName(own)}`);
    seen.add(own);
  }
  return given as readonly Named<N>[];
}

type Named<N extends string> = Readonly<Record<string, unknown>> & Readonly<Record<N, string>>;

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
