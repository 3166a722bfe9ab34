import type { MatcherWire } from '@polyflag/split-provider/internal';
import type { Random } from '../../random.js';
import type { MatcherKind } from './kind.js';

const versions = [
  '1.0.0',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1+x',
  '1.0.0+build.2',
  '1.2.3',
  '01.002.0003',
  '1.2.3-01',
  '1.22.9',
  '1.22.10',
  '2.0.0-rc.1+x',
  '2.0.0',
  '99999999999999999999.0.0',
] as const;

const noVersions = [
  '1.2',
  '1.2.3.4',
  'v1.2.3',
  '1.2.3-',
  '1.2.3+',
  '1.2.3-a..b',
  ' 1.2.3',
  '-1.2.3',
  '१.२.३',
  '',
] as const;

/** The matchers that compare versions. */
export const versionKinds: readonly MatcherKind[] = [
  ...['EQUAL_TO_SEMVER', 'GREATER_THAN_OR_EQUAL_TO_SEMVER', 'LESS_THAN_OR_EQUAL_TO_SEMVER'].map((type) =>
    kind(type, (random) => ({ stringMatcherData: operandOf(random) })),
  ),
  kind('BETWEEN_SEMVER', (random) => ({
    betweenStringMatcherData: { start: operandOf(random, 0, 7), end: operandOf(random, 6) },
  })),
  kind('IN_LIST_SEMVER', (random) => ({ whitelistMatcherData: { whitelist: listOf(random) } })),
];

function kind(type: string, dataOf: (random: Random) => Omit<MatcherWire, 'matcherType'>): MatcherKind {
  return {
    name: type,
    attributes: ['app', 'os'],
    onKey: 0.15,
    make: (random) => ({ matcherType: type, ...dataOf(random) }),
    aim: (random, matcher) => near(random, random.pick(operandsOf(matcher))),
  };
}

function operandOf(random: Random, from = 0, to: number = versions.length): string {
  return random.chance(0.05) ? random.pick(noVersions) : random.pick(versions.slice(from, to));
}

function listOf(random: Random): string[] {
  if (random.chance(0.04)) return [];
  const list: string[] = random.some(versions, 1, 5);
  return random.chance(0.06) ? [...list, random.pick(noVersions)] : list;
}

function operandsOf(matcher: MatcherWire): readonly string[] {
  const { stringMatcherData: text, betweenStringMatcherData: ends, whitelistMatcherData: list } = matcher;
  if (typeof text === 'string') return [text];
  if (ends !== undefined && ends !== null) return [ends.start, ends.end];
  return list === undefined || list === null || list.whitelist.length === 0 ? versions : list.whitelist;
}

function near(random: Random, operand: string): unknown {
  return random.weighted<() => unknown>([
    [7, () => operand],
    [5, () => random.pick(versions)],
    [1, () => `0${operand}`],
    [1, () => `${operand}+meta`],
    [1, () => `${operand}-0`],
    [1, () => operand.replace(/\d+$/, (digits) => String(Number(digits) + 1))],
    [1, () => operand.replace(/\+.*$/, '')],
    [1, () => random.pick<unknown>([...noVersions, 1, 1.2, true, null, {}])],
    [1, () => [operand]],
  ])();
}
