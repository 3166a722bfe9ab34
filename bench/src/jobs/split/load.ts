import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openPolyflag } from '../../contestants/split/polyflag.js';
import { openVendor } from '../../contestants/split/vendor.js';
import { urlOf } from '../../definitions/places.js';
import { filesOf } from '../../definitions/split/material.js';
import { fiveRulesNames } from '../../definitions/split/sets.js';
import { users, type User } from '../../definitions/users.js';
import type { Scale } from '../../measure/scale.js';
import type { Surroundings } from '../../measure/surroundings.js';

export type Loader = 'polyflag' | 'polyflag, every flag asked' | 'JSON.parse' | 'read and JSON.parse' | 'split sdk';

export interface LoadParameters {
  readonly who: Loader;
}

/** Loads the large set once, in a process that has done nothing else, and gives the milliseconds it took. */
export async function timeLoad({ who }: LoadParameters, surroundings: Surroundings): Promise<number> {
  const { milliseconds, close } = await loadOnce(who, surroundings);
  await close();
  return milliseconds;
}

export interface Loaded {
  readonly milliseconds: number;
  /** What was loaded, so that it is not found useless. */
  readonly kept: unknown;
  readonly close: () => Promise<void>;
}

export async function loadOnce(who: Loader, { directory, url, scale }: Surroundings): Promise<Loaded> {
  const { splitFile } = filesOf(directory, 'five-rules');
  const nothing = (): Promise<void> => Promise.resolve();
  // Only the floor has its text beforehand: ours reads the file, the vendor's SDK asks the server.
  const text = who === 'JSON.parse' ? readFileSync(splitFile, 'utf8') : '';
  const questions = who === 'polyflag, every flag asked' ? everyFlag(scale) : [];
  const start = performance.now();
  const since = (): number => performance.now() - start;
  switch (who) {
    case 'JSON.parse': {
      const kept: unknown = JSON.parse(text);
      return { milliseconds: since(), kept, close: nothing };
    }
    case 'read and JSON.parse': {
      const kept: unknown = JSON.parse(await readFile(splitFile, 'utf8'));
      return { milliseconds: since(), kept, close: nothing };
    }
    case 'polyflag': {
      const kept = await openPolyflag(directory, 'five-rules');
      return { milliseconds: since(), kept, close: kept.close };
    }
    case 'polyflag, every flag asked': {
      const kept = await openPolyflag(directory, 'five-rules');
      for (const [name, user] of questions) kept.client.getTreatment(user.key, name, user.attributes);
      return { milliseconds: since(), kept, close: kept.close };
    }
    case 'split sdk': {
      const kept = await openVendor(urlOf(url, 'split', 'five-rules'), 'optimized');
      return { milliseconds: since(), kept, close: kept.close };
    }
  }
}

function everyFlag(scale: Scale): [name: string, user: User][] {
  const [user] = users() as [User];
  return fiveRulesNames(scale).map((name) => [name, user]);
}
