import { inspect } from 'node:util';
import { type Hook, TypedInMemoryProvider, OpenFeature, type Provider } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { BaseProvider } from '#src/provider/base.js';
import { fatal } from '#src/provider/errors.js';
import { faceOf, newDomain, rejection, rig, tidy } from './fakes.js';

type Method = (this: unknown, flagKey: string, defaultValue: unknown) => Promise<object>;

/** Calls the resolve method of one provider on whatever else. */
function callOn(other: unknown, type: string): Promise<object> {
  const { provider } = rig({ flags: { flag: 'one' } });
  const method = Reflect.get(provider, `resolve${type}Evaluation`) as Method;
  return method.call(other, 'flag', 'd');
}

describe('a provider', () => {
  afterEach(tidy);

  it('2.1.1 has a name, everywhere the same, that nobody can change', async () => {
    const domain = newDomain();
    const { provider } = rig();
    await OpenFeature.setProviderAndWait(domain, provider);
    const client = OpenFeature.getClient(domain);
    const seen: string[] = [];
    const hook: Hook = { before: ({ providerMetadata }) => void seen.push(providerMetadata.name) };
    await client.getBooleanValue('flag', false, {}, { hooks: [hook] });
    expect([...seen, client.metadata.providerMetadata.name, provider.metadata.name]).to.deep.equal([
      'fake',
      'fake',
      'fake',
    ]);
    expect(Object.isFrozen(provider.metadata)).to.be.true;
  });

  it('2.2.2.1 has the four methods, tracks, runs on servers, and has neither status nor context events', () => {
    const provider: Provider = rig().provider;
    for (const type of ['Boolean', 'String', 'Number', 'Object']) {
      expect(provider).to.respondTo(`resolve${type}Evaluation`);
    }
    expect(provider).to.respondTo('track');
    expect(provider.runsOn).to.equal('server');
    expect(provider).not.to.have.any.keys('status', 'onContextChanged', 'domainScoped', 'hooks');
  });

  describe('2.2.7 a resolve method that meets another `this`', () => {
    it('another provider of ours: it answers', async () => {
      const { provider: other } = rig({ flags: { flag: 'other' } });
      await other.initialize();
      expect(await callOn(other, 'String')).to.include({ value: 'other' });
    });

    const foreign: [string, unknown][] = [
      ['a foreign provider', new TypedInMemoryProvider({})],
      ['nothing', undefined],
      ['null', null],
      ['text', 'x'],
      ['an object that only looks like ours', { live: {}, refusal: {} }],
      [
        'an object that throws',
        {
          get live() {
            throw new Error('secret');
          },
        },
      ],
    ];
    for (const [what, other] of foreign) {
      it(`${what}: a coded error in the details`, async () => {
        for (const type of ['Boolean', 'String', 'Number', 'Object']) {
          const details = await callOn(other, type);
          expect(details).to.include({ value: 'd', reason: 'ERROR' });
          const code = what.startsWith('an object') ? 'GENERAL' : 'PROVIDER_NOT_READY';
          expect(details).to.include({ errorCode: code });
          expect(details)
            .to.have.property('errorMessage')
            .that.matches(/^flag "flag": the (provider was|evaluation failed)/);
          expect(JSON.stringify(details)).not.to.include('secret');
        }
      });
    }

    it('through the API: replaced during a before hook, by ours and by a foreign one', async () => {
      for (const next of [rig({ flags: { flag: 'next' } }).provider, new TypedInMemoryProvider({})]) {
        const domain = newDomain();
        const { provider } = rig();
        await OpenFeature.setProviderAndWait(domain, provider);
        const before = async () => {
          await OpenFeature.setProviderAndWait(domain, next);
        };
        const details = await OpenFeature.getClient(domain).getStringDetails('flag', 'd', {}, { hooks: [{ before }] });
        if (next instanceof TypedInMemoryProvider)
          expect(details).to.include({ value: 'd', errorCode: 'PROVIDER_NOT_READY' });
        else expect(details).to.include({ value: 'next' });
      }
    });
  });

  it('shows nothing of its parts when it is inspected or written as JSON', async () => {
    class SecretProvider extends BaseProvider {
      readonly key = 'secret';
    }
    const { provider } = rig();
    const secret = new SecretProvider({
      name: 'fake',
      backend: Object.assign(rig().backend, { key: 'secret' }),
      face: faceOf({ secret: 1 }),
      owned: true,
      logger: console,
      initTimeoutMillis: 1,
      closeTimeoutMillis: 1,
    });
    expect(inspect(secret)).to.equal("SecretProvider { name: 'fake', state: 'not-ready' }");
    expect(JSON.stringify({ secret })).to.equal('{"secret":{"name":"fake","state":"not-ready"}}');
    await provider.initialize();
    expect(inspect([provider])).to.include("state: 'ready'");
  });

  describe('explain', () => {
    const explain = (flagKey: string, context: object) => ({ flagKey, context });

    it('gives what the vendor has to say', async () => {
      const { provider } = rig({ face: faceOf({}, { explain }) });
      await provider.initialize();
      expect(provider.explain('flag', { a: 1 })).to.deep.equal({ flagKey: 'flag', context: { a: 1 } });
    });

    it('2.2.7 throws a coded error when nothing can be evaluated, or the vendor does not explain', async () => {
      const made = rig({ face: faceOf({}, { explain }) });
      expect(() => made.provider.explain('flag', {}))
        .to.throw()
        .with.property('code', 'PROVIDER_NOT_READY');
      made.backend.nextStart = () => Promise.reject(fatal('no'));
      await rejection(made.provider.initialize());
      expect(() => made.provider.explain('flag', {}))
        .to.throw()
        .with.property('code', 'PROVIDER_FATAL');
      const mute = rig().provider;
      await mute.initialize();
      expect(() => mute.explain('flag', {}))
        .to.throw()
        .with.property('code', 'GENERAL');
    });
  });
});
