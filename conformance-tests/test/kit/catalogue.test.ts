import { readFileSync } from 'node:fs';
import { allCases, capabilities, canonicalFlags, nameOf } from '@polyflag/conformance-tests';
import { cataloguePage } from '#src/tables/catalogue-page.js';
import { expect } from 'chai';

const page = readFileSync(new URL('../../../docs/conformance-cases.md', import.meta.url), 'utf8');

/** How many cases each part of the catalogue has, by the letters of its ids. */
const parts = {
  META: 9,
  RES: 24,
  TYPE: 19,
  MISS: 8,
  DISA: 6,
  CODE: 1,
  TARG: 14,
  SPLIT: 2,
  CACHE: 3,
  CONC: 2,
  ERR: 10,
  INIT: 14,
  CLOSE: 11,
  EVT: 19,
  HOOK: 6,
  TRK: 9,
  TEL: 3,
  MULT: 4,
  PACK: 5,
  OFR: 12,
};

describe('the catalogue of conformance cases', () => {
  it('has every case of every part once, numbered without gaps', () => {
    const expected = Object.entries(parts).flatMap(([letters, count]) =>
      Array.from({ length: count }, (_, index) => `${letters}-${String(index + 1).padStart(2, '0')}`),
    );
    expect(allCases.map(({ id }) => id).sort()).to.deep.equal(expected.sort());
    expect(allCases).to.have.length(181);
  });

  it('names each case by its id and its requirements', () => {
    for (const each of allCases) {
      expect(nameOf(each).startsWith(`${each.id} `)).to.equal(true);
      for (const requirement of each.requirements) expect(nameOf(each)).to.include(requirement);
      for (const requirement of each.requirements) {
        expect(requirement).to.match(/^(?:\d+(?:\.\d+)+|B|JS|ADR \d+)$/);
      }
    }
  });

  it('is written down in docs/conformance-cases.md, id by id with requirements and level', () => {
    const rows = [...page.matchAll(/^\| ([A-Z]+-\d\d) \| ([^|]*) \| (\w+) \| /gm)];
    const told = rows.map(([, id, requirements, level]) => [id, requirements!.trim(), level]);
    expect(told).to.deep.equal(allCases.map(({ id, requirements, level }) => [id, requirements.join(', '), level]));
    expect(page).to.equal(cataloguePage());
  });

  it('has a case for every capability, and no other capability', () => {
    const used = new Set(allCases.flatMap(({ needs, unless }) => [...needs, ...unless]));
    expect([...used].sort()).to.deep.equal(Object.keys(capabilities).sort());
  });

  it('has flags that serve one of their variants', () => {
    for (const [role, { serves, variants, kind }] of Object.entries(canonicalFlags)) {
      if (kind === 'no-default') expect(variants).not.to.have.property(serves);
      else expect(variants, role).to.have.property(serves);
    }
  });

  it('has flags that nobody can change who is handed them', () => {
    const template = canonicalFlags['object-flag'].variants['template'] as object;
    expect(Reflect.set(template, 'title', 'changed')).to.equal(false);
    expect(Object.isFrozen(canonicalFlags['object-flag'].variants)).to.equal(true);
  });
});
