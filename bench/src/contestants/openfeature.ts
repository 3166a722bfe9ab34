import { NOOP_PROVIDER, OpenFeature, TypedInMemoryProvider, type Client, type Provider } from '@openfeature/server-sdk';
import type { Surroundings } from '../measure/surroundings.js';
import type { AskedByContext } from './rooms.js';
import { roomOf } from './rooms.js';

/** Who answers behind OpenFeature. The same provider may stand there twice, to show how far two runs of one thing differ. */
export type Behind = 'polyflag' | 'frozen object' | 'frozen object, again' | 'settled promise' | 'no-op' | 'in-memory';

type Where = Pick<AskedByContext, 'vendor' | 'set'>;

/** An OpenFeature client over one provider, which has a domain of its own. */
export async function openFeatureClient(behind: Behind, where: Where, surroundings: Surroundings): Promise<Client> {
  await OpenFeature.setProviderAndWait(behind, await providerFor(behind, where, surroundings));
  return OpenFeature.getClient(behind);
}

export async function closeOpenFeature(): Promise<void> {
  await OpenFeature.close();
}

async function providerFor(behind: Behind, { vendor, set }: Where, surroundings: Surroundings): Promise<Provider> {
  switch (behind) {
    case 'polyflag':
      return (await roomOf(vendor)).provider(set, surroundings);
    case 'frozen object':
    case 'frozen object, again':
      // The least that a provider can do. The SDK's types ask for a promise; what it does with it takes any value.
      return constant(behind, frozen as unknown as Promise<never>);
    case 'settled promise':
      return constant(behind, Promise.resolve(frozen as never));
    case 'no-op':
      return NOOP_PROVIDER;
    case 'in-memory':
      return inMemory((await roomOf(vendor)).byContext(set, surroundings.scale));
  }
}

const frozen = Object.freeze({ value: true, variant: 'on', reason: 'STATIC' });

function constant(name: string, answer: Promise<never>): Provider {
  return {
    metadata: { name },
    resolveBooleanEvaluation: () => answer,
    resolveStringEvaluation: () => answer,
    resolveNumberEvaluation: () => answer,
    resolveObjectEvaluation: () => answer,
  };
}

/** The SDK's own provider, with the flags of a set written by hand. */
function inMemory(byHand: ReadonlyMap<string, (context: Readonly<Record<string, unknown>>) => boolean>): Provider {
  const flags = [...byHand].map(([key, closure]) => [
    key,
    {
      variants: { on: true, off: false },
      defaultVariant: 'off',
      disabled: false,
      contextEvaluator: (context: Readonly<Record<string, unknown>>) => (closure(context) ? 'on' : 'off'),
    },
  ]);
  return new TypedInMemoryProvider(Object.fromEntries(flags) as ConstructorParameters<typeof TypedInMemoryProvider>[0]);
}
