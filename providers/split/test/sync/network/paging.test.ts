import { expect } from 'chai';
import { decidePage, type ChangeNumbers } from '#src/sync/network/paging.js';

type Half = readonly [since: number, till: number];
type Row = readonly [what: string, stored: Half, ff: Half, rbs: Half, then: Half, kept: string, more: boolean];

/** Stored and reached are [flags, rule-based segments]; `kept` names the halves whose definitions are taken. */
const rows: readonly Row[] = [
  ['brings the first definitions', [-1, -1], [-1, 10], [-1, 5], [10, 5], 'ff rbs', true],
  ['confirms that there is nothing newer', [10, 5], [10, 10], [5, 5], [10, 5], 'ff rbs', false],
  ['brings one half further', [10, 5], [10, 10], [5, 7], [10, 7], 'ff rbs', true],
  ['says that it is the last one', [-1, -1], [10, 10], [5, 5], [10, 5], 'ff rbs', false],
  ['stands still and claims that it does not', [10, 5], [-1, 10], [-1, 5], [10, 5], 'ff rbs', false],
  ['is older than what is stored', [10, 5], [10, 8], [5, 3], [10, 5], '', false],
  ['is older in one half', [10, 5], [10, 12], [5, 3], [12, 5], 'ff', true],
  ['has no rule-based segments', [10, 5], [10, 12], [-1, -1], [12, 5], 'ff', true],
];

describe('a page of splitChanges (§4.4)', () => {
  for (const [what, stored, ff, rbs, then, kept, more] of rows) {
    it(`that ${what} ${more ? 'is followed by another' : 'is the last one'}`, () => {
      const numbers = ([flags, ruleBasedSegments]: Half): ChangeNumbers => ({ flags, ruleBasedSegments });
      const half = ([since, till]: Half, name: string) => ({ since, till, definitions: [name] });
      const page = { flags: half(ff, 'ff'), ruleBasedSegments: half(rbs, 'rbs') };
      const decision = decidePage(numbers(stored), page);
      expect(decision.numbers).to.deep.equal(numbers(then));
      expect([...decision.flags, ...decision.ruleBasedSegments].join(' ')).to.equal(kept);
      expect(decision.more).to.equal(more);
    });
  }
});
