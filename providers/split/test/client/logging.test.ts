import { expect } from 'chai';
import { inspect } from 'node:util';
import { SplitFactory } from '#src/client/factory.js';
import { attributeIs, flag, flagOf, matcher, rollout } from '../definitions/build.js';
import { Log } from './log.js';
import { useFactories } from './use-factories.js';

const secret = 'hunter2';
const LONGEST = 1_000;

describe('the log of a client (DECISIONS 11)', () => {
  const factories = useFactories();
  const flags = [
    flag('x'),
    flagOf('by attribute', attributeIs('v', 'a')),
    flag('circle', { prerequisites: [{ n: 'circle', ts: ['on'] }] }),
  ];

  it('is silent about ordinary evaluations', async () => {
    const { client, log } = await factories.ready({ flags });
    for (let i = 0; i < 10; i++) {
      client.getTreatment('ana', 'x');
      client.getTreatments('ana', ['x', 'by attribute'], { v: i });
      client.track('ana', 'user', 'bought');
    }
    expect(log.lines).to.deep.equal([]);
  });

  it('has one line for a problem, however often it comes', async () => {
    const { client, log } = await factories.ready({ flags });
    for (let i = 0; i < 100; i++) {
      client.getTreatment('ana', 'nowhere');
      client.getTreatment(' '.repeat(i), 'x');
      client.getTreatment(i, 'x');
      client.getTreatment('ana', ' x ');
      client.getTreatment('ana', 'circle');
      client.getTreatment('ana', 'x', [] as never);
    }
    expect(log.lines).to.have.lengthOf(6);
  });

  it('has one line for a getter that throws another error each time', async () => {
    const { client, log } = await factories.ready({ flags });
    for (let i = 0; i < 100; i++) {
      client.getTreatment('ana', 'by attribute', {
        get v(): never {
          throw new Error(`number ${i}`);
        },
      });
    }
    expect(log.lines).to.have.lengthOf(1);
  });

  it('has neither a key nor an attribute in it', async () => {
    const { client, log } = await factories.ready({ flags });
    client.getTreatment(` ${secret} `, 'x');
    client.getTreatment(secret.repeat(100), 'x');
    client.getTreatment({ matchingKey: secret } as never, 'x');
    client.getTreatment('ana', 'x', [secret] as never);
    client.getTreatment('ana', 'x', secret as never);
    client.getTreatment('ana', 'by attribute', {}, { properties: secret } as never);
    expect(log.lines).to.have.length.above(3);
    expect(log.toString()).to.not.include(secret);
  });

  it('has nothing of an error that an attribute threw', async () => {
    const { client, log } = await factories.ready({ flags });
    client.getTreatment('ana', 'by attribute', {
      get v(): never {
        throw new Error(`no plan for ${secret}`);
      },
    });
    expect(log.lines).to.have.lengthOf(1);
    expect(log.toString()).to.include('by attribute').and.not.include(secret);
  });

  it('cuts a name that is too long to print', async () => {
    const { client, log } = await factories.ready({ flags });
    const name = 'n'.repeat(10_000_000);
    client.getTreatment('ana', name);
    client.getTreatments('ana', [name, ` ${name}`]);
    client.getTreatmentsByFlagSet('ana', name);
    client.track('ana', name, name);
    expect(log.lines).to.have.length.above(2);
    for (const { text } of log.lines) expect(text.length).to.be.below(LONGEST);
  });

  it('keeps a name on its line', async () => {
    const { client, log } = await factories.ready({ flags });
    client.getTreatment('ana', 'x\n2026-01-01 ERROR forged');
    expect(log.lines).to.have.lengthOf(1);
    expect(log.lines[0]!.text).to.not.include('\n');
  });

  it('cuts and keeps on its line the name of a flag that cannot be evaluated', async () => {
    const name = `bad\n${'n'.repeat(100_000)}`;
    const { log } = await factories.ready({
      flags: [flag(name, { conditions: [rollout([matcher('FROM_THE_FUTURE')])] })],
    });
    expect(log.lines).to.have.lengthOf(1);
    expect(log.lines[0]!.text.length).to.be.below(LONGEST);
    expect(log.lines[0]!.text).to.not.include('\n');
  });

  it('may fail without harm', async () => {
    const { factory } = factories.make({ flags });
    const fail = (): never => {
      throw new Error('disk full');
    };
    const logger = { error: fail, warn: fail, info: fail, debug: fail };
    const other = new SplitFactory('localhost', { ...factories.files({ flags }), logger, ready: 5 });
    factories.defer(() => other.destroy());
    expect(factory.destroyed).to.equal(false);
    await other.blockUntilReady();
    expect(other.client().getTreatment('', 'x')).to.equal('control');
    expect(other.client().getTreatment('ana', 'nowhere')).to.equal('control');
  });
});

describe('what an inspected object shows', () => {
  const factories = useFactories();

  it('is nothing secret, whatever is inspected and however deep', async () => {
    const log = new Log();
    const factory = new SplitFactory('localhost', {
      ...factories.files({ flags: [flag('x')] }),
      logger: log,
      proxy: `http://user:${secret}@proxy:3128`,
      machineName: secret,
      fallbackTreatments: { byFlag: { x: { treatment: 'on', config: secret } } },
      impressionListener: { logImpression: () => undefined, token: secret } as never,
    });
    factories.defer(() => factory.destroy());
    await factory.blockUntilReady();
    factory.client().getTreatment(secret, 'x', { v: secret });
    const things = [factory, factory.client(), factory.manager()];
    for (const thing of [...things, { things }]) {
      expect(inspect(thing, { depth: null, showHidden: true, getters: true })).to.not.include(secret);
      expect(inspect(thing, { depth: null, customInspect: false })).to.not.include(secret);
      expect(JSON.stringify(thing)).to.not.include(secret);
    }
  });

  it('is a short line', async () => {
    const { factory, client } = await factories.ready({ flags: [flag('x')] });
    expect(inspect(factory)).to.equal('SplitFactory { ready: true, destroyed: false }');
    expect(inspect(client)).to.equal('SplitClient');
  });
});
