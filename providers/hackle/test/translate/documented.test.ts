import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { translateFlag, translateSegment } from '#src/translate/translate.js';
import { decodeWorkspace } from '#src/wire/decode.js';
import type { FlagRecord, Segment } from '#src/wire/workspace.js';

const page = readFileSync(new URL('../../../../docs/flag-program.md', import.meta.url), 'utf8');

function blocks(kind: string): unknown[] {
  const section = page.slice(page.indexOf('\n## Hackle\n'), page.indexOf('\n## featureflag.co\n'));
  const found = section.matchAll(new RegExp(`\`\`\`json ${kind} Hackle\\n([^\`]*)\`\`\``, 'g'));
  return [...found].map(([, json]) => JSON.parse(json!) as unknown);
}

describe('translate: the workspace in docs/flag-program.md', () => {
  const { flags, rules } = decodeWorkspace(blocks('wire')[0]);

  it('becomes the programs that stand there', () => {
    const programs = flags.map(({ wire }) => translateFlag(wire as FlagRecord));
    expect(programs).to.have.length(2);
    expect(programs).to.deep.equal(blocks('program'));
  });

  it('becomes the rules that stand there', () => {
    const translated = rules.map(({ name, wire }) => [name, translateSegment(wire as Segment)]);
    expect(Object.fromEntries(translated)).to.deep.equal(blocks('rules')[0]);
  });

  it('names what the programs refer to', () => {
    expect(flags.map(({ name, references }) => [name, references.flags, references.rules])).to.deep.equal([
      ['experiment:42', ['experiment:7'], ['internal_qa', 'vip']],
      ['experiment:7', [], []],
    ]);
  });
});
