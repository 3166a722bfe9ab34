import { createRequire } from 'node:module';
import type { FbClientBuilder, IFbClient } from '@featbit/node-server-sdk';
import { featbitMessage, featbitUser, type FeatBitUser } from '../../definitions/featureflag-co/featbit.js';
import { people } from '../../definitions/featureflag-co/people.js';
import { definitionSet, type FfcSet } from '../../definitions/featureflag-co/sets.js';

/** FeatBit's client with the users of every case, in its own form. */
export interface FeatBit {
  readonly client: IFbClient;
  readonly users: readonly FeatBitUser[];
  readonly text: (value: string) => { readonly isSucceeded: boolean; readonly value: string };
}

/** Loaded when it is wanted: processes that measure something else stay free of it. */
const load = createRequire(import.meta.url);

export function featbitBuilder(): FbClientBuilder {
  const sdk = load('@featbit/node-server-sdk') as { FbClientBuilder: typeof FbClientBuilder };
  return new sdk.FbClientBuilder().logLevel('none');
}

/** FeatBit's SDK, offline, with the flags of one set: nothing is recorded. */
export async function openFeatBit(set: FfcSet): Promise<FeatBit> {
  const client = featbitBuilder()
    .offline(true)
    .useJsonBootstrapProvider(featbitMessage(definitionSet(set).flags))
    .build();
  await client.waitForInitialization();
  return {
    client,
    users: people().map(featbitUser),
    // As its own conversion of a text.
    text: (value) => ({ isSucceeded: true, value }),
  };
}
