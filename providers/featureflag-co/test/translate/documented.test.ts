import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { translateFlag } from '#src/translate/flag.js';
import { referencesOfFlag } from '#src/translate/references.js';
import { partsOf } from '#src/translate/segment-parts.js';
import { translateSegment } from '#src/translate/segment.js';
import type { FlagRecord } from '#src/wire/flag.js';
import { decodeMessage } from '#src/wire/message.js';
import type { SegmentRecord } from '#src/wire/segment.js';

const page = readFileSync(new URL('../../../../docs/flag-program.md', import.meta.url), 'utf8');

function blocks(kind: string): unknown[] {
  const section = page.slice(page.indexOf('\n## featureflag.co\n'), page.indexOf('\n## Amplitude\n'));
  const found = section.matchAll(new RegExp(`\`\`\`json ${kind} featureflag.co\\n([^\`]*)\`\`\``, 'g'));
  return [...found].map(([, json]) => JSON.parse(json!) as unknown);
}

const segment = {
  id: '6319b060',
  isArchived: false,
  timestamp: 1,
  included: ['ann'],
  excluded: ['dan'],
  rules: [{ ruleJsonContent: [{ property: 'plan', operation: 'IsOneOf', value: '["gold"]' }] }],
};

function decoded(): { flags: FlagRecord[]; segments: SegmentRecord[] } {
  const data = { eventType: 'full', featureFlags: blocks('wire'), segments: [segment] };
  const received = decodeMessage({ messageType: 'data-sync', data });
  if (received.kind !== 'data') throw new Error('the page shows no flags');
  expect(received.data.problems).to.deep.equal([]);
  return {
    flags: received.data.flags.map(({ record }) => record!),
    segments: received.data.segments.map(({ record }) => record!),
  };
}

describe('translate: the flags in docs/flag-program.md', () => {
  const { flags, segments } = decoded();

  it('become the programs that stand there', () => {
    expect(flags).to.have.length(3);
    expect(flags.map(translateFlag)).to.deep.equal(blocks('program'));
  });

  it('have, when they are off, the step that stands there', () => {
    const off = translateFlag({ ...flags[0]!, disabled: true });
    expect(off.steps).to.deep.equal(blocks('steps')[0]);
  });

  it('are joined by a segment that becomes the rule and the sets of keys that stand there', () => {
    const { rule, keys } = partsOf(segments[0]!);
    expect({ [rule.id]: translateSegment(rule) }).to.deep.equal(blocks('rules')[0]);
    expect(Object.fromEntries(keys.map((set) => [set.name, [...set.keys]]))).to.deep.equal(blocks('segments')[0]);
  });

  it('name what the programs refer to', () => {
    const payments = 'FF__36__46__98__payments';
    expect(flags.map(referencesOfFlag).map((found) => [found.flags, found.rules])).to.deep.equal([
      [[payments], ['6319b060']],
      [[], []],
      [[payments], ['6319b060']],
    ]);
  });
});
