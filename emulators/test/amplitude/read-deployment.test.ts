import { expect } from 'chai';
import { readDeployment } from '#src/amplitude/read-deployment.js';

const flag = { key: 'f', variants: {}, segments: [] };
const cohort = { cohortId: 'c', memberIds: ['ann'] };

describe('a file that holds a deployment of Amplitude', () => {
  it('may leave everything out, and then there is none of it', () => {
    const contents = { variants: {}, users: {}, flags: [], cohorts: [] };
    expect(readDeployment({})).to.deep.equal({ contents, warnings: [] });
  });

  it('is taken as it stands', () => {
    const variants = { f: { key: 'on', value: 1 } };
    const contents = { variants, users: { ann: variants }, flags: [flag], cohorts: [{ ...cohort, groupType: 'org' }] };
    expect(readDeployment(contents)).to.deep.equal({ contents, warnings: [] });
  });

  const wrong: readonly [document: unknown, says: string][] = [
    [[], 'a deployment is an object'],
    [{ cohort: [] }, 'a deployment has variants, users, flags and cohorts, and no "cohort"'],
    [{ variants: [] }, 'variants is an object of variants by flag key'],
    [{ variants: { f: {}, g: 'on' } }, 'variants: the variant of "g" is an object'],
    [{ users: 'ann' }, 'users is an object of variants by flag key, by user'],
    [{ users: { ann: {}, bob: [] } }, 'users: "bob" is an object of variants by flag key'],
    [{ users: { ann: { f: null } } }, 'users: "ann": the variant of "f" is an object'],
    [{ flags: { f: flag } }, 'flags is a list of flags as the flag endpoint sends them'],
    [{ flags: [flag, 'g'] }, 'flags[1] is an object'],
    [{ flags: [{ ...flag, key: '' }] }, 'flags[0]: key is a text that is not empty'],
    [{ flags: [flag, { ...flag }] }, 'flags[1]: there is another "f"'],
    [{ cohorts: {} }, 'cohorts is a list of cohorts'],
    [{ cohorts: [null] }, 'cohorts[0] is an object'],
    [{ cohorts: [{ memberIds: [] }] }, 'cohorts[0]: cohortId is a text that is not empty'],
    [{ cohorts: [cohort, cohort] }, 'cohorts[1]: there is another "c"'],
    [{ cohorts: [{ ...cohort, memberIds: 'ann' }] }, 'cohorts: "c": memberIds is a list of texts'],
    [{ cohorts: [{ ...cohort, memberIds: ['ann', 5] }] }, 'cohorts: "c": memberIds is a list of texts'],
    [{ cohorts: [{ ...cohort, groupType: null }] }, 'cohorts: "c": groupType is a text that is not empty'],
  ];
  for (const [document, says] of wrong) {
    it(`names what is wrong: ${says}`, () => {
      expect(() => readDeployment(document)).to.throw(Error, says);
    });
  }

  it('may hold a flag that clients leave out, or one that asks for a cohort that is not there, and says so', () => {
    const condition = { selector: ['context', 'user', 'cohort_ids'], op: 'set contains any', values: ['c', 'd'] };
    const flags = [
      { ...flag, key: 'broken', segments: 'none' },
      { ...flag, segments: [{ conditions: [[condition]] }] },
    ];
    const { contents, warnings } = readDeployment({ flags, cohorts: [cohort] });
    expect(contents.flags).to.deep.equal(flags);
    expect(warnings).to.deep.equal([
      'flag "broken" is left out: segments is not a list',
      'cohorts has no "d", which a flag asks for',
    ]);
  });
});
