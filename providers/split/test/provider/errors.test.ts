import { OpenFeature, type EvaluationContext } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { useFactories } from '../client/use-factories.js';
import { flag, flagOf, keyIn } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { ana, Bound, DEFAULTS, useOpenFeature, type Type } from './use-open-feature.js';

const flags = [flag('x'), flagOf('for ana', keyIn('ana'))];
const TYPES: readonly Type[] = ['boolean', 'string', 'number', 'object'];

describe('error codes (2.2.7)', () => {
  const factories = useFactories();
  const { bind, bindInVain, newDomain } = useOpenFeature();
  const provider = () => new SplitProvider('localhost', { ...factories.files({ flags }), logger: new Log() });

  const contexts: readonly (readonly [context: unknown, errorCode: string])[] = [
    [{}, 'TARGETING_KEY_MISSING'],
    [{ targetingKey: undefined }, 'TARGETING_KEY_MISSING'],
    [{ targetingKey: null }, 'TARGETING_KEY_MISSING'],
    [{ targetingKey: '' }, 'TARGETING_KEY_MISSING'],
    [{ targetingKey: ' \t\u00a0' }, 'TARGETING_KEY_MISSING'],
    [{ targetingKey: 'k'.repeat(251) }, 'INVALID_CONTEXT'],
    [{ targetingKey: 5 }, 'INVALID_CONTEXT'],
    [{ targetingKey: NaN }, 'INVALID_CONTEXT'],
    [{ targetingKey: true }, 'INVALID_CONTEXT'],
    [{ targetingKey: {} }, 'INVALID_CONTEXT'],
    [{ targetingKey: ['ana'] }, 'INVALID_CONTEXT'],
    [{ targetingKey: Symbol('ana') }, 'INVALID_CONTEXT'],
    [{ targetingKey: 'ana', bucketingKey: '' }, 'INVALID_CONTEXT'],
    [{ targetingKey: 'ana', bucketingKey: ' ' }, 'INVALID_CONTEXT'],
    [{ targetingKey: 'ana', bucketingKey: 'k'.repeat(251) }, 'INVALID_CONTEXT'],
    [{ targetingKey: 'ana', bucketingKey: {} }, 'INVALID_CONTEXT'],
    [{ targetingKey: 'ana', bucketingKey: NaN }, 'INVALID_CONTEXT'],
  ];
  for (const [context, errorCode] of contexts) {
    it(`${errorCode} for the context ${show(context)}, whatever the flag and the type (DECISIONS 15)`, async () => {
      const bound = await bind(provider());
      for (const type of TYPES) {
        const details = await bound.ask(type, 'x', context as EvaluationContext);
        expect(details).to.deep.include({ value: DEFAULTS[type], reason: 'ERROR', errorCode });
        expect(details.errorMessage).to.include('"x"');
        expect(details.errorMessage!.length).to.be.below(300);
      }
    });
  }

  it('PROVIDER_NOT_READY before initialize, and during it', async () => {
    const made = provider();
    const details = { value: false, reason: 'ERROR', errorCode: 'PROVIDER_NOT_READY' };
    expect(await made.resolveBooleanEvaluation('x', false, ana)).to.deep.include(details);
    const starting = made.initialize();
    expect(await made.resolveBooleanEvaluation('x', false, ana)).to.deep.include(details);
    await starting;
    expect(await made.resolveBooleanEvaluation('x', false, ana)).to.deep.include({ value: true });
    await made.onClose();
  });

  it('PROVIDER_NOT_READY after onClose (2.5.2)', async () => {
    const made = provider();
    const bound = await bind(made);
    expect(await bound.value('x')).to.equal('on');
    await OpenFeature.clearProviders();
    expect(await made.resolveStringEvaluation('x', 'd', ana)).to.deep.include({
      value: 'd',
      errorCode: 'PROVIDER_NOT_READY',
    });
  });

  it('PROVIDER_NOT_READY after OpenFeature.close(), while the calls still arrive (DECISIONS 44)', async () => {
    const bound = await bind(provider());
    await OpenFeature.close();
    expect(await bound.ask('string', 'x')).to.deep.include({ errorCode: 'PROVIDER_NOT_READY', value: DEFAULTS.string });
  });

  const unusable: readonly (readonly [what: string, name: string, content: string | undefined, said: string])[] = [
    ['a file that is not there', 'nowhere.json', undefined, 'no such file'],
    ['a file that is no JSON', 'bad.json', '{"ff": }', 'not JSON'],
    ['a file that is no splitChanges body', 'list.json', '[]', 'expected an object with ff or splits'],
    ['a file that is no YAML', 'bad.yaml', 'a: [', 'not YAML'],
    ['a directory', '.', undefined, ''],
  ];
  for (const [what, name, content, said] of unusable) {
    it(`PROVIDER_FATAL for ${what} that is read once (2.4.2.1)`, async () => {
      const splitFile = content === undefined ? `${factories.directory}/${name}` : factories.write(name, content);
      const { error, client, ask } = await bindInVain(
        new SplitProvider('localhost', { splitFile, logger: new Log() }),
      ).then((b) => ({ error: b.error, client: b.client, ask: b.ask.bind(b) }));
      expect(error.code).to.equal('PROVIDER_FATAL');
      expect(error.message).to.include(splitFile.replace(/\/\.$/, '')).and.include(said);
      expect(client.providerStatus).to.equal('FATAL');
      expect(await ask('string', 'x')).to.deep.include({ value: DEFAULTS.string, errorCode: 'PROVIDER_FATAL' });
    });
  }

  it('GENERAL, status ERROR and PROVIDER_NOT_READY for a file that is not there but followed', async () => {
    const splitFile = `${factories.directory}/nowhere.json`;
    const bound = await bindInVain(
      new SplitProvider('localhost', { splitFile, localhostRefreshEnabled: true, logger: new Log() }),
    );
    expect(bound.error.code).to.equal('GENERAL');
    expect(bound.error.message).to.include(splitFile);
    expect(bound.client.providerStatus).to.equal('ERROR');
    expect(await bound.ask('string', 'x')).to.deep.include({ errorCode: 'PROVIDER_NOT_READY' });
  });

  it('are told to handlers with a message (2.8.3, 5.1.4)', async () => {
    const domain = newDomain();
    const bound = new Bound(domain);
    const made = new SplitProvider('localhost', {
      splitFile: `${factories.directory}/nowhere.json`,
      logger: new Log(),
    });
    const setting = OpenFeature.setProviderAndWait(domain, made).catch(() => undefined);
    bound.listen();
    await setting;
    expect(bound.types).to.deep.equal(['ERROR']);
    expect(bound.events[0]!.message).to.include('nowhere.json');
  });
});
