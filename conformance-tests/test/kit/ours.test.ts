import { capabilities, type ProviderAdapter } from '@polyflag/conformance-tests';
import { subjects } from '#src/tables/subjects.js';
import { expect } from 'chai';

/** A decision, or a section of a page of specifications. */
const source = /(?:DECISIONS \d+|DESIGN §\d+|[a-z-]+\.md §\d+(?:\.\d+)?)/;

/** Case → how a provider may differ, beside EVT-14 (DECISIONS 20 and 23). */
const allowed: Readonly<Record<string, readonly string[]>> = { 'featureflag.co': ['TRK-02', 'TRK-04'] };

describe('the adapters of our providers', () => {
  const made: ProviderAdapter[] = [];

  after(async () => {
    for (const { tearDown } of made) await tearDown?.();
  });

  for (const { column, adapter } of subjects.filter((subject) => subject.isOurs && subject.column !== 'reference')) {
    it(`say where it is written that ${column} lacks a capability, and leave none unsaid`, () => {
      const given = adapter();
      made.push(given);
      const { absentCapabilities = {} } = given;
      expect([...given.capabilities, ...Object.keys(absentCapabilities)].sort()).to.deep.equal(
        Object.keys(capabilities).sort(),
      );
      for (const [name, { link }] of Object.entries(absentCapabilities)) expect(link, name).to.match(source);
    });

    it(`declare no deviation of ${column} that was not decided`, () => {
      const given = adapter();
      made.push(given);
      const deviations = Object.entries(given.knownDeviations ?? {});
      for (const [id, { link }] of deviations) expect(link, id).to.match(source);
      const ids = deviations.map(([id]) => id).filter((id) => id !== 'EVT-14');
      expect(ids).to.deep.equal(allowed[column] ?? []);
    });
  }

  it('are those of all four providers', () => {
    const vendors = subjects
      .filter(({ about }) => about.startsWith('`@polyflag/'))
      .map(({ about }) => about.split('`')[1]);
    expect([...new Set(vendors)]).to.have.members([
      '@polyflag/split-provider',
      '@polyflag/hackle-provider',
      '@polyflag/featureflag-co-provider',
      '@polyflag/amplitude-provider',
    ]);
  });
});
