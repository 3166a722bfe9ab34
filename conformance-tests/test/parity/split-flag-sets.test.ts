import { expect } from 'chai';
import { Random } from '#src/parity/random.js';
import { makeDefinitions } from '#src/parity/split/definitions.js';
import { deliberateDifferences } from '#src/parity/split/deliberate/differences.js';
import { flagSets } from '#src/parity/split/flags.js';
import { Sides } from '#src/parity/split/sides.js';
import { makeUser } from '#src/parity/split/users.js';

describe("Split's flag sets beside its vendor's SDK @parity", function () {
  this.timeout(60_000);
  const random = new Random(7);
  const definitions = makeDefinitions(random, 60);
  const names = [...flagSets, 'nobody', ' Alpha ', 'no flag set!'] as const;
  const conditions = definitions.flags.flatMap((flag) => flag.conditions ?? []);
  const everything = {
    ...definitions,
    matchers: conditions.flatMap(({ matcherGroup }) => matcherGroup.matchers),
  };
  let sides: Sides;

  before(async () => {
    sides = await Sides.open(definitions, deliberateDifferences);
  });

  after(async () => {
    await sides.close();
  });

  it('hold the same flags, with the same answers', () => {
    let answers = 0;
    for (let at = 0; at < 60; at += 1) {
      const { attributes } = makeUser(random, everything);
      const user = { key: `user-${at}`, attributes: Object.assign({}, attributes) as unknown };
      const asked = random.some(names, 1, 3);
      const { ours, vendor } = sides.askSetsRewritten(user, asked);
      expect(ours, asked.join()).to.deep.equal(vendor);
      answers += Object.keys(ours).length;
    }
    expect(answers).to.be.at.least(500);
  });

  const refused: readonly [what: string, key: unknown, attributes: unknown][] = [
    ['a blank key', ' ', {}],
    ['no key', undefined, {}],
    ['a key that is too long', 'x'.repeat(251), {}],
    ['attributes that are no plain object', 'ana', []],
  ];
  for (const [what, key, attributes] of refused) {
    it(`have control for each flag of the sets where there is ${what} (§3.1)`, () => {
      const { ours } = sides.askSetsRewritten({ key, attributes }, flagSets);
      expect(Object.keys(ours)).to.have.lengthOf.above(0);
      for (const answer of Object.values(ours)) expect(answer).to.deep.equal({ treatment: 'control', config: null });
    });
  }
});
