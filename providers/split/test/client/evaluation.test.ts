import { expect } from 'chai';
import { attributeIs, flag, flagOf, keyIn, rollout, allKeys } from '../definitions/build.js';
import { useFactories } from './use-factories.js';

const config = '{"color":"red"}';
const flags = [
  flag('plain'),
  flag('rich', { configurations: { on: config } }),
  flagOf('for ana', keyIn('ana')),
  flagOf('for gold', attributeIs('plan', 'gold')),
  flag('killed', { killed: true, configurations: { off: 'why' } }),
  // Bucket 25 of "a", bucket 100 of "user-2" with seed 100 (§11.2).
  flag('halves', { seed: 100, conditions: [rollout([allKeys], { low: 50, high: 50 })] }),
];

describe('the evaluation methods (§9.1)', () => {
  const factories = useFactories();
  const ready = async () => (await factories.ready({ flags })).client;

  it('getTreatment gives a treatment', async () => {
    const client = await ready();
    expect(client.getTreatment('ana', 'for ana')).to.equal('on');
    expect(client.getTreatment('bob', 'for ana')).to.equal('off');
    expect(client.getTreatment('bob', 'killed')).to.equal('off');
    expect(client.getTreatment('bob', 'nowhere')).to.equal('control');
  });

  it('getTreatmentWithConfig gives the treatment with its configuration, or null', async () => {
    const client = await ready();
    expect(client.getTreatmentWithConfig('ana', 'rich')).to.deep.equal({ treatment: 'on', config });
    expect(client.getTreatmentWithConfig('ana', 'plain')).to.deep.equal({ treatment: 'on', config: null });
    expect(client.getTreatmentWithConfig('ana', 'killed')).to.deep.equal({ treatment: 'off', config: 'why' });
    expect(client.getTreatmentWithConfig('ana', 'nowhere')).to.deep.equal({ treatment: 'control', config: null });
  });

  it('getTreatments gives a map by name, in the order that was asked', async () => {
    const answers = (await ready()).getTreatments('ana', ['rich', 'nowhere', 'for ana']);
    expect(Object.entries(answers)).to.deep.equal([
      ['rich', 'on'],
      ['nowhere', 'control'],
      ['for ana', 'on'],
    ]);
  });

  it('getTreatmentsWithConfig gives a map by name', async () => {
    expect((await ready()).getTreatmentsWithConfig('ana', ['rich', 'killed', 'nowhere'])).to.deep.equal({
      rich: { treatment: 'on', config },
      killed: { treatment: 'off', config: 'why' },
      nowhere: { treatment: 'control', config: null },
    });
  });

  it('take attributes', async () => {
    const client = await ready();
    expect(client.getTreatment('ana', 'for gold', { plan: 'gold' })).to.equal('on');
    expect(client.getTreatment('ana', 'for gold', { plan: 'free' })).to.equal('off');
    expect(client.getTreatments('ana', ['for gold'], { plan: 'gold' })).to.deep.equal({ 'for gold': 'on' });
    for (const none of [undefined, null, {}]) expect(client.getTreatment('ana', 'for gold', none)).to.equal('off');
  });

  it('take a key object: matching by one key, buckets by the other', async () => {
    const client = await ready();
    const key = { matchingKey: 'ana', bucketingKey: 'user-2' };
    expect(client.getTreatments(key, ['for ana', 'halves'])).to.deep.equal({ 'for ana': 'on', halves: 'high' });
    const other = { matchingKey: 'user-2', bucketingKey: 'a' };
    expect(client.getTreatments(other, ['for ana', 'halves'])).to.deep.equal({ 'for ana': 'off', halves: 'low' });
  });

  it('are not touched by a prototype that somebody extended', async () => {
    const client = await ready();
    const answers: unknown[] = [];
    Object.defineProperty(Object.prototype, 'plan', {
      value: 'gold',
      enumerable: true,
      configurable: true,
      writable: true,
    });
    try {
      answers.push(client.getTreatment('ana', 'for gold', {}), client.getTreatment('ana', 'for gold'));
      answers.push(client.getTreatmentWithConfig('ana', 'for gold', {}).treatment);
      answers.push(client.getTreatmentWithConfig('ana', 'for gold').treatment);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'plan');
    }
    expect(answers).to.deep.equal(['off', 'off', 'off', 'off']);
  });

  it('forget the attributes of the call before', async () => {
    const client = await ready();
    expect(client.getTreatment('ana', 'for gold', { plan: 'gold' })).to.equal('on');
    expect(client.getTreatment('ana', 'for gold')).to.equal('off');
    expect(client.getTreatmentWithConfig('ana', 'for gold', { plan: 'gold' }).treatment).to.equal('on');
    expect(client.getTreatmentWithConfig('ana', 'for gold').treatment).to.equal('off');
  });

  it('work from a YAML file and from columns', async () => {
    const yaml = factories.write(
      'f.yaml',
      '- x:\n    treatment: "on"\n    keys: [ana]\n    config: "text"\n- x:\n    treatment: "off"\n',
    );
    const columns = factories.write('f.split', '# comment\nx v3\n');
    const fromYaml = (await factories.ready({}, { splitFile: yaml })).client;
    expect(fromYaml.getTreatmentWithConfig('ana', 'x')).to.deep.equal({ treatment: 'on', config: 'text' });
    expect(fromYaml.getTreatmentWithConfig('bob', 'x')).to.deep.equal({ treatment: 'off', config: null });
    const fromColumns = (await factories.ready({}, { splitFile: columns })).client;
    expect(fromColumns.getTreatmentWithConfig('bob', 'x')).to.deep.equal({ treatment: 'v3', config: null });
  });

  it('answer names that objects inherit', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const { client, factory } = await factories.ready({ flags: names.map((name) => flag(name)) });
    const answers = client.getTreatments('ana', [...names, 'valueOf']);
    expect(Object.keys(answers).sort()).to.deep.equal([...names, 'valueOf'].sort());
    for (const name of names) expect(Object.getOwnPropertyDescriptor(answers, name)?.value).to.equal('on');
    expect(answers).to.have.property('valueOf', 'control');
    for (const name of names) {
      expect(client.getTreatment('ana', name)).to.equal('on');
      expect(factory.manager().split(name)).to.have.property('name', name);
    }
  });
});
