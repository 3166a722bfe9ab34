import { checkConformance } from '@polyflag/conformance-tests';
import { referenceAdapter } from '#src/reference/adapter.js';
import { expect } from 'chai';
import { absenceDefects } from './defects/absence.js';
import { lifeDefects } from './defects/life.js';
import { valueDefects } from './defects/values.js';

const defects = [...valueDefects, ...absenceDefects, ...lifeDefects];

/** What takes long: only a defect that shows there is put to it. */
const expensive = /^(?:CLOSE-0[89]|SPLIT-01|CONC-0\d|EVT-1[03]|TRK-07|INIT-05)$/;

describe('a provider with a defect @slow', function () {
  this.timeout(60_000);

  it('is one of many', () => {
    expect(defects.length).to.be.greaterThanOrEqual(60);
    expect(new Set(defects.map(({ title }) => title)).size).to.equal(defects.length);
  });

  for (const { title, make: Defective, caughtBy } of defects) {
    it(`which ${title} is caught by ${caughtBy[0]!}`, async () => {
      const adapter = referenceAdapter((backend, key) => new Defective(backend, key), title);
      const accept = ({ id }: { readonly id: string }): boolean => !expensive.test(id) || caughtBy.includes(id);
      const { results } = await checkConformance(adapter, { accept });
      const failed = results.filter(({ outcome }) => outcome.kind === 'failed').map((result) => result.case.id);
      expect(failed.sort()).to.deep.equal([...caughtBy].sort());
    });
  }
});
