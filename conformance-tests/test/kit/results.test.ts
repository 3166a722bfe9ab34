import { readFileSync } from 'node:fs';
import { allCases } from '@polyflag/conformance-tests';
import { installedVersion, readResults } from '#src/tables/results.js';
import { cellOf, resultsPage } from '#src/tables/results-page.js';
import { subjects } from '#src/tables/subjects.js';
import { expect } from 'chai';

const page = readFileSync(new URL('../../../docs/conformance.md', import.meta.url), 'utf8');
const again = 'npm run conformance -- --all makes it anew';

describe('the table of conformance', () => {
  const results = readResults();

  it('is made of the results that are kept', () => {
    expect(page, again).to.equal(resultsPage(results));
  });

  it('has a column for everybody, with every case of the catalogue', () => {
    expect(Object.keys(results), again).to.deep.equal(subjects.map(({ column }) => column));
    const ids = allCases.map(({ id }) => id).sort();
    for (const [column, { outcomes }] of Object.entries(results)) {
      expect(Object.keys(outcomes).sort(), `${column}; ${again}`).to.deep.equal(ids);
    }
  });

  it('holds for the versions that are installed', () => {
    for (const { column, isOurs, packages = [] } of subjects) {
      const installed = Object.fromEntries(packages.map((name) => [name, installedVersion(name)]));
      expect(results[column]?.packages, `${column}; ${again}`).to.deep.equal(installed);
      expect(packages.length > 0, column).to.equal(!isOurs);
    }
  });

  it('has no failed case of ours', () => {
    for (const { column, isOurs } of subjects) {
      if (isOurs) expect(Object.values(results[column]?.outcomes ?? {}), column).not.to.include('failed');
    }
  });

  it('says of a failed case the numbers of its requirements, and no more', () => {
    expect(cellOf({ requirements: ['2.2.7', 'JS'] }, 'failed')).to.equal('failed 2.2.7, JS');
    expect(cellOf({ requirements: [] }, 'failed')).to.equal('failed');
    expect(cellOf({ requirements: ['2.2.7'] }, 'passed')).to.equal('passed');
  });
});
