import { SplitFactory } from '@polyflag/split-provider';
import { filesOf } from '../../definitions/split/material.js';
import type { SplitSet } from '../../definitions/split/sets.js';

type Client = ReturnType<SplitFactory['client']>;

export interface Polyflag {
  readonly client: Client;
  readonly close: () => Promise<void>;
}

/** Our Split client, with the definitions of one set from files. */
export async function openPolyflag(directory: string, set: SplitSet): Promise<Polyflag> {
  const factory = new SplitFactory('localhost', localhostConfig(directory, set));
  await factory.blockUntilReady(120);
  return { client: factory.client(), close: () => factory.destroy() };
}

export function localhostConfig(
  directory: string,
  set: SplitSet,
): { splitFile: string; segmentDirectory: string; localhostRefreshEnabled: false } {
  const { splitFile, segmentDirectory } = filesOf(directory, set);
  return { splitFile, segmentDirectory, localhostRefreshEnabled: false };
}
