import { checkConformance, type ConformanceCase } from '@polyflag/conformance-tests';
import { subjects } from '#src/tables/subjects.js';
import { expect } from 'chai';
import { asOnPage } from './page.js';

const isEvery = (): boolean => true;
/** A file is looked at every five seconds, so that cases about changes take too long. */
const isOfEvaluation = ({ id }: ConformanceCase): boolean => /^(?:META|RES|TYPE|DISA|CODE|TARG|SPLIT)-/.test(id);

describe('the columns of peers @slow', () => {
  for (const [column, accept] of [
    ['InMemory', isEvery],
    ['EnvVar', isEvery],
    ['LaunchDarkly', isEvery],
    ['flagd', isOfEvaluation],
  ] as const) {
    it(`${column} ends as the table says`, async function () {
      this.timeout(120_000);
      const { adapter } = subjects.find((subject) => subject.column === column)!;
      const { results, faults } = await checkConformance(adapter(), { strict: true, accept });
      expect(faults).to.deep.equal([]);
      expect(results).not.to.deep.equal([]);
      results.forEach(asOnPage(column));
    });
  }
});
