import { showName, parseJson, parseYamlAsText } from '@polyflag/core-engine';
import path from 'node:path';
import { readColumns } from './columns.js';
import { isUnusable, type LocalhostDocument, type LocalhostSegment, type TakeFlag, type Unusable } from './document.js';
import { formatOf } from './format.js';
import { readJsonText } from './json-text.js';
import { readSegment } from './segment.js';
import { readYaml } from './yaml.js';

/**
 * What a file source parses a localhost file with, whichever of the formats of §8.1 its path has.
 *
 * @throws Error if nothing of it can be used
 */
export async function parseDefinitions<F>(
  text: string,
  file: string,
  take: TakeFlag<F>,
): Promise<LocalhostDocument<F>> {
  switch (formatOf(file)) {
    case 'json':
      return usable(readJsonText(text, file, take));
    case 'yaml':
      return taken(await parseYamlDefinitions(text, file), take);
    case 'columns':
      return taken(readColumns(text), take);
  }
}

function taken<F>(document: LocalhostDocument, take: TakeFlag<F>): LocalhostDocument<F> {
  return { ...document, flags: document.flags.map((flag) => take(flag)) };
}

/** What a file source parses a segment file with. @throws Error if nothing of it can be used */
export function parseSegment(text: string, file: string): LocalhostSegment {
  const segment = usable(readSegment(parseJson(text, file)));
  const expected = path.basename(file, '.json');
  if (segment.name === expected) return segment;
  const warning = `segment ${showName(segment.name)}: expected the name of its file, ${showName(expected)}, which is used`;
  return { ...segment, name: expected, warnings: [...segment.warnings, warning] };
}

/** As text, so that `1.0` stays that treatment and a long number that key. */
async function parseYamlDefinitions(text: string, file: string): Promise<LocalhostDocument> {
  return usable(readYaml(await parseYamlAsText(text, file)));
}

function usable<T extends object>(read: T | Unusable): T {
  if (isUnusable(read)) throw new Error(read.problem);
  return read;
}
