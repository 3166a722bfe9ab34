import { capabilities } from '../kit/capabilities.js';
import type { ConformanceCase } from '../kit/case.js';
import { sections } from '../kit/cases/index.js';
import { canonicalFlags, flagOf, rules, type HeldRole } from '../kit/flags.js';

/** `docs/conformance-cases.md`: the catalogue, the capabilities and the flags. */
export function cataloguePage(): string {
  const count = sections.flatMap(({ cases }) => cases).length;
  return [
    '# The conformance cases',
    '',
    `What the kit \`@polyflag/conformance-tests\` finds out about a provider: ${count} cases. A number under *requirement* is one`,
    'of the OpenFeature specification; `B` is fixed by its gherkin or the upstream kit, `JS` by the interface of the SDK; `ADR`',
    'and `4.x` belong to the remote evaluation protocol. *Level* is M (must), MN (must not), S (should), SN (should not) or Q',
    '(quality beyond the specification, which counts in strict runs). Common to all: no promise is rejected unhandled, nothing',
    'is written to the console, no context of a caller is changed.',
    '',
    ...sections.flatMap(({ title, cases }) => [
      `## ${title}`,
      '',
      '| case | requirement | level | needs | what a provider does |',
      '|---|---|---|---|---|',
      ...cases.map(rowOf),
      '',
    ]),
    '## Capabilities',
    '',
    '| capability | a provider that has it | cases |',
    '|---|---|---|',
    ...Object.entries(capabilities).map(([name, about]) => `| ${name} | ${about} | ${gated(name)} |`),
    '',
    '## Flags',
    '',
    'What the backend of an adapter holds. A role without a flag is listed in `absentFlags` with the reason.',
    '',
    '| role | type | variants, the served one first | special |',
    '|---|---|---|---|',
    ...(Object.keys(canonicalFlags) as HeldRole[]).map(flagRow),
    '| missing-flag | | | does not exist |',
    '',
  ].join('\n');
}

function rowOf({ id, requirements, level, title, needs, unless }: ConformanceCase): string {
  const conditions = [...needs, ...unless.map((name) => `not ${name}`)].join(', ');
  return `| ${id} | ${requirements.join(', ')} | ${level} | ${conditions} | ${title} |`;
}

function gated(name: string): number {
  const cases = sections.flatMap((section) => section.cases);
  return cases.filter(({ needs, unless }) => [...needs, ...unless].some((other) => other === name)).length;
}

function flagRow(role: HeldRole): string {
  const { type, variants, serves, kind } = flagOf(role);
  const names = Object.keys(variants).sort((one, other) => Number(other === serves) - Number(one === serves));
  const shown = names.map((name) => `${name} → \`${JSON.stringify(variants[name])}\``).join(', ');
  const special = rules[role] ?? specialOf[kind] ?? '';
  return `| ${role} | ${type} | ${shown} | ${special} |`;
}

const specialOf: Readonly<Record<string, string>> = {
  disabled: 'switched off',
  'no-default': 'serves no variant',
  changing: '`changeFlag` makes it serve the other one',
  added: 'does not exist until `addFlag`',
  metadata: 'has the metadata `string` "1.0.2", `integer` 2, `float` 0.1, `boolean` true',
};
