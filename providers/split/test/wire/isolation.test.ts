import { expect } from 'chai';
import { useFactories } from '../client/use-factories.js';
import { allKeys, flag, flagOf, keyIn, matcher, rollout } from '../definitions/build.js';

const bad: readonly (readonly [what: string, parts: object, said: string])[] = [
  ['an unknown matcher', { conditions: [rollout([matcher('FROM_THE_FUTURE')])] }, 'FROM_THE_FUTURE'],
  ['a matcher without its data', { conditions: [rollout([matcher('WHITELIST')])] }, 'whitelistMatcherData'],
  ['a matcher that is none', { conditions: [rollout([5 as never])] }, 'not an object'],
  ['a condition that is none', { conditions: [null, rollout([allKeys])] }, 'no matchers'],
  ['partitions that are none', { conditions: [{ ...rollout([allKeys]), partitions: 'on' }] }, 'partitions'],
  ['a partition that is none', { conditions: [{ ...rollout([allKeys]), partitions: [null] }] }, 'partitions'],
  ['a prerequisite that is none', { prerequisites: [{ n: 5 }] }, 'prerequisite'],
];

describe('a malformed feature flag among good ones', () => {
  const factories = useFactories();

  for (const [what, parts, said] of bad) {
    describe(`with ${what}`, () => {
      const flags = [flag('first'), flag('bad', parts), flagOf('last', keyIn('ana'))];

      it('is named when the file is loaded, before anybody asks for it', async () => {
        const { log } = await factories.ready({ flags });
        expect(log.at('warn', 'error')).to.have.lengthOf(1);
        expect(log.at('warn', 'error')[0]).to.include('"bad"').and.include(said);
      });

      it('is control, and the others answer', async () => {
        const { client } = await factories.ready({ flags });
        expect(client.getTreatments('ana', ['first', 'bad', 'last'])).to.deep.equal({
          first: 'on',
          bad: 'control',
          last: 'on',
        });
        expect(client.getTreatment('bob', 'last')).to.equal('off');
        expect(client.getTreatmentWithConfig('ana', 'bad')).to.deep.equal({ treatment: 'control', config: null });
      });

      it('does not keep the manager from showing the others', async () => {
        const { factory } = await factories.ready({ flags });
        const manager = factory.manager();
        expect(manager.splitNames()).to.deep.equal(['first', 'bad', 'last']);
        expect(manager.split('first')).to.include({ name: 'first' });
        expect(manager.splits().map(({ name }) => name)).to.include.members(['first', 'last']);
      });

      it('is itself no reason for the manager to throw', async () => {
        const { factory } = await factories.ready({ flags });
        expect(() => factory.manager().split('bad')).to.not.throw();
      });
    });
  }

  it('that has no name is left out, with a word about its place', async () => {
    const { client, factory, log } = await factories.ready({ flags: [flag('first'), { name: 5 }, null, flag('last')] });
    expect(factory.manager().splitNames()).to.deep.equal(['first', 'last']);
    expect(client.getTreatments('ana', ['first', 'last'])).to.deep.equal({ first: 'on', last: 'on' });
    expect(log.at('warn')).to.have.lengthOf(2);
    expect(log.at('warn')[0]).to.include('ff.d[1]');
    expect(log.at('warn')[1]).to.include('ff.d[2]');
  });

  it('serves its default when it is killed', async () => {
    const { client } = await factories.ready({ flags: [flag('bad', { killed: true, conditions: [null as never] })] });
    expect(client.getTreatment('ana', 'bad')).to.equal('off');
  });

  it('is control to a flag that needs it', async () => {
    const flags = [
      flag('bad', { conditions: [null as never] }),
      flag('x', { prerequisites: [{ n: 'bad', ts: ['control'] }] }),
    ];
    const { client } = await factories.ready({ flags });
    expect(client.getTreatment('ana', 'x')).to.equal('on');
  });
});
