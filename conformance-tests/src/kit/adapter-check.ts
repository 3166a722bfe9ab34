import type { Control, ProviderAdapter } from './adapter.js';
import { isCapability, type Capability } from './capabilities.js';
import { isRole } from './flags.js';

/** The members that a capability rests on. */
const needed: Readonly<Partial<Record<Capability, readonly Member[]>>> = {
  unavailable: ['createUnavailableProvider'],
  fatal: ['createForbiddenProvider'],
  offline: ['createOfflineProvider'],
  'configuration-change': ['control.changeFlag'],
  'flags-changed': ['control.changeFlag', 'control.addFlag', 'control.removeFlag'],
  stale: ['control.breakBackend', 'control.restoreBackend'],
  tracking: ['control.trackedEvents'],
  'ofrep-server': ['ofrep'],
};

type Member = keyof ProviderAdapter | `control.${keyof Control}`;

const functions = [
  'createProvider',
  'createUnavailableProvider',
  'createForbiddenProvider',
  'createSilentProvider',
  'createOfflineProvider',
  'createSharingProvider',
  'setUp',
  'tearDown',
] as const satisfies readonly (keyof ProviderAdapter)[];

/** An adapter that cannot be used, with every reason. */
export class UnusableAdapter extends Error {
  override readonly name = 'UnusableAdapter';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the adapter cannot be used: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/**
 * Everything that is wrong with an adapter, naming the member. None: it can be used.
 *
 * @param caseIds the ids that deviations may name
 */
export function problemsOf(given: unknown, caseIds: ReadonlySet<string>): string[] {
  if (!isObject(given)) return ['an adapter is an object'];
  const control = given.control ?? {};
  if (!isObject(control)) return ['control is an object'];
  return [
    ...(typeof given.name === 'string' && given.name !== '' ? [] : ['name is missing: a text']),
    ...(given.createProvider === undefined ? ['createProvider is missing: a function'] : []),
    ...functions.filter((name) => !isOptionalFunction(given[name])).map((name) => `${name} is not a function`),
    ...Object.keys(control)
      .filter((name) => !isOptionalFunction(control[name]))
      .map((name) => `control.${name} is not a function`),
    ...capabilityProblems(given),
    ...absenceProblems(given),
    ...roleProblems(given),
    ...deviationProblems(given.knownDeviations, caseIds),
    ...timeoutProblems(given.timeouts),
  ];
}

function capabilityProblems(given: Fields): string[] {
  const declared: unknown = given.capabilities;
  if (!Array.isArray(declared)) return ['capabilities is missing: a list'];
  return (declared as unknown[]).flatMap((name) => {
    if (!isCapability(name)) return [`capabilities: there is no ${JSON.stringify(name)}`];
    return (needed[name] ?? [])
      .filter((member) => at(given, member) === undefined)
      .map((member) => `${member} is missing, which the capability ${name} needs`);
  });
}

function absenceProblems({ capabilities: declared, absentCapabilities: given }: Fields): string[] {
  const table = given ?? {};
  if (!isObject(table)) return ['absentCapabilities is an object'];
  return Object.entries(table).flatMap(([name, reason]) => {
    if (!isCapability(name)) return [`absentCapabilities: there is no ${JSON.stringify(name)}`];
    if (Array.isArray(declared) && declared.includes(name)) return [`absentCapabilities: ${name} is declared as well`];
    return hasSummary(reason) ? [] : [`absentCapabilities.${name} has no summary`];
  });
}

function roleProblems(given: Fields): string[] {
  return ['flags', 'absentFlags', 'variants'].flatMap((member) => {
    const table = given[member] ?? {};
    if (!isObject(table)) return [`${member} is an object`];
    const unknown = Object.keys(table).filter((name) => !isRole(name));
    const odd = Object.entries(table).filter(([, value]) => typeof value !== 'string');
    return [
      ...unknown.map((name) => `${member}: there is no role ${JSON.stringify(name)}`),
      ...odd.map(([name]) => `${member}.${name} is not a text`),
    ];
  });
}

function deviationProblems(given: unknown, caseIds: ReadonlySet<string>): string[] {
  const table = given ?? {};
  if (!isObject(table)) return ['knownDeviations is an object'];
  return Object.entries(table).flatMap(([id, deviation]) => {
    if (!caseIds.has(id)) return [`knownDeviations: there is no case ${id}`];
    return hasSummary(deviation) ? [] : [`knownDeviations.${id} has no summary`];
  });
}

function hasSummary(reason: unknown): boolean {
  const { summary } = (reason ?? {}) as { readonly summary?: unknown };
  return typeof summary === 'string' && summary !== '';
}

function timeoutProblems(given: unknown): string[] {
  const table = given ?? {};
  if (!isObject(table)) return ['timeouts is an object'];
  return Object.entries(table)
    .filter(([, ms]) => typeof ms !== 'number' || !(ms >= 0))
    .map(([name]) => `timeouts.${name} is not a number of milliseconds`);
}

type Fields = Readonly<Record<string, unknown>>;

function at(given: Fields, member: Member): unknown {
  const [first = '', second] = member.split('.');
  const value = given[first];
  return second === undefined ? value : isObject(value) ? value[second] : undefined;
}

function isOptionalFunction(value: unknown): boolean {
  return value === undefined || typeof value === 'function';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
