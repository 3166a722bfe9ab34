import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPolyflag } from '../../contestants/split/polyflag.js';
import { openVendor } from '../../contestants/split/vendor.js';
import { urlOf } from '../../definitions/places.js';
import { filesOf } from '../../definitions/split/material.js';
import { SEGMENT } from '../../definitions/split/measured.js';
import { fiveRulesNames, type SplitSet } from '../../definitions/split/sets.js';
import { users, type User } from '../../definitions/users.js';
import type { Surroundings } from '../../measure/surroundings.js';
import { memoryInUse } from '../memory-in-use.js';

export interface HeapParameters {
  readonly who: 'polyflag' | 'polyflag, every flag asked' | 'split sdk' | 'parsed json' | 'set';
  readonly set: SplitSet;
}

/** What stays alive while the heap is looked at. */
const kept: unknown[] = [];

/**
 * What a set of definitions weighs on the heap, in MiB. The code and the connections that loading needs are there already
 * when the first look is taken: a tiny set was loaded before.
 */
export async function weighHeap({ who, set }: HeapParameters, surroundings: Surroundings): Promise<number> {
  await load(who, 'static', surroundings);
  const before = await memoryInUse();
  kept.push(await load(who, set, surroundings));
  return ((await memoryInUse()) - before) / 1024 / 1024;
}

async function load(
  who: HeapParameters['who'],
  set: SplitSet,
  { directory, url, scale }: Surroundings,
): Promise<unknown> {
  const { splitFile, segmentDirectory } = filesOf(directory, set);
  switch (who) {
    case 'polyflag':
      return openPolyflag(directory, set);
    case 'polyflag, every flag asked': {
      const opened = await openPolyflag(directory, set);
      const [user] = users() as [User];
      const names = set === 'five-rules' ? fiveRulesNames(scale) : [];
      for (const name of names) opened.client.getTreatment(user.key, name, user.attributes);
      return opened;
    }
    case 'split sdk':
      return openVendor(urlOf(url, 'split', set), 'optimized');
    case 'parsed json':
      return JSON.parse(readFileSync(splitFile, 'utf8'));
    case 'set': {
      if (set === 'static') return undefined;
      const { added } = JSON.parse(readFileSync(join(segmentDirectory, `${SEGMENT}.json`), 'utf8')) as {
        added: string[];
      };
      return new Set(added);
    }
  }
}
