import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { translateCondition } from '#src/translate/condition.js';
import { translateFlag } from '#src/translate/flag.js';
import { decodeFlags } from '#src/wire/flags.js';

const page = readFileSync(new URL('../../../../docs/flag-program.md', import.meta.url), 'utf8');

function blocks(kind: string): unknown[] {
  const section = page.slice(page.indexOf('\n## Amplitude\n'), page.indexOf('\n## How it is said\n'));
  const found = section.matchAll(new RegExp(`\`\`\`json ${kind} Amplitude\\n([^\`]*)\`\`\``, 'g'));
  return [...found].map(([, json]) => JSON.parse(json!) as unknown);
}

describe('translate: the flags in docs/flag-program.md', () => {
  const { flags, definitions, problems } = decodeFlags(blocks('wire')[0]);

  it('become the programs that stand there', () => {
    expect(problems).to.deep.equal([]);
    expect([...flags.values()].map(translateFlag)).to.deep.equal(blocks('program'));
    expect(flags.size).to.equal(2);
  });

  it('name what the programs refer to', () => {
    expect(definitions.map(({ name, references }) => [name, references.flags, references.segments])).to.deep.equal([
      ['holdout-2025', [], []],
      ['onboarding', ['holdout-2025'], ['User/c0h0rt1']],
    ]);
  });

  it('have conditions that become what stands there', () => {
    const selector = ['context', 'user', 'user_properties', 'plan'];
    expect([
      translateCondition({ selector, op: 'is', values: ['free', '(none)'] }),
      translateCondition({ selector, op: 'is not', values: ['free'] }),
    ]).to.deep.equal(blocks('condition'));
  });
});
