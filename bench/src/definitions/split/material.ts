import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scale } from '../../measure/scale.js';
import { folderOf, type Prepared } from '../places.js';
import { definitionSet, type SplitSet } from './sets.js';
import { changes, segmentChanges } from './wire.js';

/** Writes a set into its folder, and has its texts ready for the server. */
export function prepareSplit(set: SplitSet, directory: string, scale: Scale): Prepared {
  const { flags, segments } = definitionSet(set, scale);
  const whole = changes(flags);
  const texts = new Map(Object.entries(segments).map(([segment, keys]) => [segment, segmentChanges(segment, keys)]));
  const { splitFile, segmentDirectory, yamlFile } = filesOf(directory, set);
  mkdirSync(segmentDirectory, { recursive: true });
  writeFileSync(splitFile, whole);
  for (const [segment, text] of texts) writeFileSync(join(segmentDirectory, `${segment}.json`), text);
  if (set === 'static') writeFileSync(yamlFile, flags.map((flag) => `- ${flag.name}: { treatment: "on" }\n`).join(''));
  return {
    answer: ([resource, segment], query) => {
      const since = Number(query.get('since') ?? -1);
      if (resource === 'splitChanges') return since === -1 ? whole : nothingSince(since);
      if (resource !== 'segmentChanges' || segment === undefined) return undefined;
      return since === -1 ? texts.get(segment) : noKeysSince(segment, since);
    },
  };
}

/** Where the files of a set are. The vendor's SDK reads YAML, which can say only what everybody gets. */
export function filesOf(
  directory: string,
  set: SplitSet,
): { splitFile: string; segmentDirectory: string; yamlFile: string } {
  const folder = folderOf(directory, 'split', set);
  return {
    splitFile: join(folder, 'splits.json'),
    segmentDirectory: join(folder, 'segments'),
    yamlFile: join(folder, 'splits.yaml'),
  };
}

function nothingSince(since: number): string {
  const none = { s: since, t: since, d: [] };
  return JSON.stringify({ ff: none, rbs: none });
}

function noKeysSince(name: string, since: number): string {
  return JSON.stringify({ name, added: [], removed: [], since, till: since });
}
