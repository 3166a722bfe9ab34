import { AmplitudeProvider, ExperimentClient } from '@polyflag/amplitude-provider';
import { expect } from 'chai';

describe('the provider, being made', () => {
  const refused: readonly [what: string, make: () => unknown, says: string][] = [
    ['a blank key', () => new AmplitudeProvider(' '), 'the deployment key is blank'],
    ['an empty key', () => new AmplitudeProvider(''), 'the deployment key is blank'],
    ['a client without a key', () => new AmplitudeProvider(new ExperimentClient('')), 'the deployment key is blank'],
    ['no key', () => new AmplitudeProvider(undefined as never), 'takes a deployment key and options'],
    ['something else', () => new AmplitudeProvider({} as never), 'takes a deployment key and options'],
    ['an unknown option', () => new AmplitudeProvider('k', { cacheTtl: 5 } as never), 'unknown option "cacheTtl"'],
    ['a bad option', () => new AmplitudeProvider('k', { fetchRetries: -1 }), '"fetchRetries" takes'],
    ['a bad option of its own', () => new AmplitudeProvider('k', { maxStaleMillis: -1 }), '"maxStaleMillis" takes'],
    ['no options at all', () => new AmplitudeProvider('k', 5 as never), 'the configuration is an object'],
    [
      'options of a client beside one',
      () => new AmplitudeProvider(new ExperimentClient('k'), { fetchRetries: 1 } as never),
      '"fetchRetries" is an option of the client that was given',
    ],
  ];
  for (const [what, make, says] of refused) {
    it(`refuses ${what}`, () => {
      expect(make).to.throw(says).with.property('code').that.is.oneOf(['GENERAL']);
    });
  }

  it('has the name of the vendor, and is ready without a request', async () => {
    const provider = new AmplitudeProvider('k', { serverUrl: 'http://127.0.0.1:1' });
    expect(provider.metadata.name).to.equal('amplitude');
    expect(await provider.resolveBooleanEvaluation('f', true, {})).to.include({ errorCode: 'PROVIDER_NOT_READY' });
    await provider.initialize();
    await provider.onClose();
  });
});
