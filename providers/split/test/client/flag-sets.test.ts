import { expect } from 'chai';
import { flag } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { useFactories } from './use-factories.js';

const config = '{"color":"red"}';

describe('the methods by flag set (§3.1, §9.1)', () => {
  const factories = useFactories();
  const sets = [
    flag('a', { sets: ['front'], configurations: { on: config } }),
    flag('b', { sets: ['front', 'back'] }),
    flag('c', { sets: ['back'] }),
    flag('d'),
  ];

  it('give the flags of one set', async () => {
    const { client } = await factories.ready({ flags: sets });
    expect(client.getTreatmentsByFlagSet('ana', 'front')).to.deep.equal({ a: 'on', b: 'on' });
    expect(client.getTreatmentsWithConfigByFlagSet('ana', 'front')).to.deep.equal({
      a: { treatment: 'on', config },
      b: { treatment: 'on', config: null },
    });
  });

  it('give the flags of several sets, each once', async () => {
    const { client } = await factories.ready({ flags: sets });
    expect(client.getTreatmentsByFlagSets('ana', ['back', 'front'])).to.deep.equal({ a: 'on', b: 'on', c: 'on' });
    expect(client.getTreatmentsWithConfigByFlagSets('ana', ['back'])).to.deep.equal({
      b: { treatment: 'on', config: null },
      c: { treatment: 'on', config: null },
    });
  });

  it('count a single text as a list of one (DECISIONS 8)', async () => {
    const { client } = await factories.ready({ flags: sets });
    expect(client.getTreatmentsByFlagSets('ana', 'back')).to.deep.equal({ b: 'on', c: 'on' });
    expect(client.getTreatmentsWithConfigByFlagSets('ana', 'front')).to.have.keys('a', 'b');
  });

  it('trim a set and put it in lower case, with warnings', async () => {
    const { client, log } = await factories.ready({ flags: sets });
    expect(client.getTreatmentsByFlagSet('ana', ' Back ')).to.deep.equal({ b: 'on', c: 'on' });
    expect(log.at('warn')).to.have.lengthOf(2);
  });

  const nothing: readonly (readonly [what: string, flagSet: unknown])[] = [
    ['an unknown set', 'nowhere'],
    ['an invalid set', '_front'],
    ['a blank', ' '],
    ['no text', 5],
    ['nothing', undefined],
    ['a list where one set is asked for', ['front']],
  ];
  for (const [what, flagSet] of nothing) {
    it(`give nothing for ${what}, with a word in the log`, async () => {
      const { client, log } = await factories.ready({ flags: sets });
      expect(client.getTreatmentsByFlagSet('ana', flagSet as string)).to.deep.equal({});
      expect(client.getTreatmentsWithConfigByFlagSet('ana', flagSet as string)).to.deep.equal({});
      expect(log.at('warn', 'error')).to.have.lengthOf(2);
    });
  }

  for (const list of [[], undefined, null, 5, {}, [5, null], ['_x']]) {
    it(`give nothing for ${show(list)} as the list of sets`, async () => {
      const { client } = await factories.ready({ flags: sets });
      expect(client.getTreatmentsByFlagSets('ana', list as string[])).to.deep.equal({});
      expect(client.getTreatmentsWithConfigByFlagSets('ana', list as string[])).to.deep.equal({});
    });
  }

  it('leave out what cannot be used and keep the rest', async () => {
    const { client } = await factories.ready({ flags: sets });
    expect(client.getTreatmentsByFlagSets('ana', ['back', '_x', 5 as never, 'nowhere'])).to.deep.equal({
      b: 'on',
      c: 'on',
    });
  });

  it('know no set that the filter leaves out', async () => {
    const { client, log } = await factories.ready({ flags: sets }, { flagSetsFilter: ['front'] });
    expect(client.getTreatmentsByFlagSets('ana', ['front', 'back'])).to.have.property('a', 'on');
    expect(client.getTreatmentsByFlagSet('ana', 'back')).to.deep.equal({});
    expect(log.at('warn', 'error').join()).to.include('"back"');
  });
});
