import { expect } from 'chai';
import { allKeys, flag, keyIn, rollout, whitelisted } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { useFactories } from './use-factories.js';

const full = flag('full', {
  changeNumber: 1700000000000,
  trafficTypeName: 'account',
  defaultTreatment: 'none',
  killed: true,
  sets: ['front', 'back'],
  impressionsDisabled: true,
  prerequisites: [{ n: 'plain', ts: ['on', 'off'] }],
  configurations: { on: '{"a":1}', off: { b: 2 }, none: null },
  conditions: [whitelisted([keyIn('ana')], { vip: 100 }), rollout([allKeys], { on: 30, off: 70 })],
});

const view = {
  name: 'full',
  trafficType: 'account',
  killed: true,
  changeNumber: 1700000000000,
  treatments: ['on', 'off'],
  configs: { on: '{"a":1}', off: '{"b":2}' },
  sets: ['front', 'back'],
  defaultTreatment: 'none',
  impressionsDisabled: true,
  prerequisites: [{ flagName: 'plain', treatments: ['on', 'off'] }],
};

const plainView = {
  name: 'plain',
  trafficType: 'user',
  killed: false,
  changeNumber: 7,
  treatments: ['on'],
  configs: {},
  sets: [],
  defaultTreatment: 'off',
  impressionsDisabled: false,
  prerequisites: [],
};

describe('the manager (§9.1)', () => {
  const factories = useFactories();
  const flags = [full, flag('plain'), flag('gone', { status: 'ARCHIVED' })];
  const ready = async () => (await factories.ready({ flags })).factory;

  it('lists the names in the order of the file, without archived flags', async () => {
    expect((await ready()).manager().splitNames()).to.deep.equal(['full', 'plain']);
  });

  it('shows all flags, with every field', async () => {
    expect((await ready()).manager().splits()).to.deep.equal([view, plainView]);
  });

  it('shows one flag, also with blanks around its name', async () => {
    const manager = (await ready()).manager();
    expect(manager.split('full')).to.deep.equal(view);
    expect(manager.split(' plain ')).to.deep.equal(plainView);
  });

  it('shows the treatments of the first condition where there is no rollout', async () => {
    const yaml = '- x:\n    treatment: vip\n    keys: ana\n- x:\n    treatment: other\n    keys: bob\n';
    const made = await factories.ready({}, { splitFile: factories.write('f.yaml', yaml) });
    expect(made.factory.manager().split('x')?.treatments).to.deep.equal(['vip']);
  });

  for (const name of [null, undefined, '', ' ', 5, {}, [], Symbol('x'), 'nowhere', '__proto__', 'gone']) {
    it(`has null for ${show(name)}`, async () => {
      expect((await ready()).manager().split(name as string)).to.equal(null);
    });
  }

  it('is the same each time', async () => {
    const factory = await ready();
    expect(factory.manager()).to.equal(factory.manager());
  });

  it('hands out views that change nothing', async () => {
    const factory = await ready();
    const shown = factory.manager().split('full')!;
    shown.sets.push('mine');
    shown.treatments.length = 0;
    shown.configs.on = 'mine';
    shown.prerequisites[0]!.treatments.push('mine');
    expect(factory.manager().split('full')).to.deep.equal(view);
  });

  it('knows nothing before the factory is ready', () => {
    const { factory } = factories.make({ flags });
    const manager = factory.manager();
    expect([manager.splitNames(), manager.splits(), manager.split('full')]).to.deep.equal([[], [], null]);
  });

  it('does not start the factory', async () => {
    const { factory } = factories.make({ flags });
    factory.manager().splits();
    await new Promise((resolve) => setImmediate(resolve));
    expect(factory.ready).to.equal(false);
  });

  it('knows nothing once the factory is destroyed', async () => {
    const factory = await ready();
    await factory.destroy();
    const manager = factory.manager();
    expect([manager.splitNames(), manager.splits(), manager.split('full')]).to.deep.equal([[], [], null]);
  });
});
