import { homedir } from 'node:os';
import path from 'node:path';

/** The three ways in which a localhost file may be written. */
export type LocalhostFormat = 'json' | 'yaml' | 'columns';

/** The format that a path has (§8.1): by the end of its name, in any case; whatever is not known is columns. */
export function formatOf(file: string): LocalhostFormat {
  const name = file.toLowerCase();
  if (name.endsWith('.json')) return 'json';
  return name.endsWith('.yaml') || name.endsWith('.yml') ? 'yaml' : 'columns';
}

/**
 * Where the definitions are: `splitFile`, or `.split` in the home directory. A `~/` at the beginning stands for the home
 * directory, as the documentation writes it; nobody else would expand it, for no shell is involved.
 */
export function locateSplitFile(splitFile: string | undefined, home: () => string = homedir): string {
  return splitFile === undefined ? path.join(home(), '.split') : fromHome(splitFile, home);
}

/** Where the segment files are: `segmentDirectory`, or the home directory. */
export function locateSegments(segmentDirectory: string | undefined, home: () => string = homedir): string {
  return segmentDirectory === undefined ? home() : fromHome(segmentDirectory, home);
}

// The home directory is asked for only where it is needed: an account may have none.
function fromHome(given: string, home: () => string): string {
  if (given === '~') return home();
  return /^~[/\\]/.test(given) ? path.join(home(), given.slice(2)) : given;
}
