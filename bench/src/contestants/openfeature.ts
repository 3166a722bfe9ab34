import { NOOP_PROVIDER, OpenFeature, TypedInMemoryProvider, type Client, type Provider } from '@openfeature/server-sdk';
import { SplitProvider } from '@polyflag/split-provider';
import { definitionSet, type SetName } from '../definitions/sets.js';
import type { Attributes } from '../definitions/users.js';
import type { Surroundings } from '../measure/surroundings.js';
import { localhostConfig } from './polyflag.js';

/** Who answers behind OpenFeature. The same provider may stand there twice, to show how far two runs of one thing differ. */
export type Behind = 'polyflag' | 'frozen object' | 'frozen object, again' | 'settled promise' | 'no-op' | 'in-memory';

/** An OpenFeature client over one provider, which has a domain of its own. */
export async function openFeatureClient(behind: Behind, set: SetName, surroundings: Surroundings): Promise<Client> {
  await OpenFeature.setProviderAndWait(behind, providerFor(behind, set, surroundings));
  return OpenFeature.getClient(behind);
}

export async function closeOpenFeature(): Promise<void> {
  await OpenFeature.close();
}

function providerFor(behind: Behind, set: SetName, surroundings: Surroundings): Provider {
  switch (behind) {
    case 'polyflag':
      return new SplitProvider('localhost', localhostConfig(surroundings.directory, set));
    case 'frozen object':
    case 'frozen object, again':
      // The least that a provider can do. The SDK's types ask for a promise; what it does with it takes any value.
      return constant(behind, frozen as unknown as Promise<never>);
    case 'settled promise':
      return constant(behind, Promise.resolve(frozen as never));
    case 'no-op':
      return NOOP_PROVIDER;
    case 'in-memory':
      return inMemory(set, surroundings);
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
function inMemory(set: SetName, { scale }: Surroundings): Provider {
  const flags = [...definitionSet(set, scale).byHand()].map(([name, closure]) => [
    name,
    {
      variants: { on: true, off: false },
      defaultVariant: 'off',
      disabled: false,
      contextEvaluator: (context: Readonly<Record<string, unknown>>) =>
        closure(context.targetingKey as string, context as unknown as Attributes),
    },
  ]);
  return new TypedInMemoryProvider(Object.fromEntries(flags) as ConstructorParameters<typeof TypedInMemoryProvider>[0]);
}
