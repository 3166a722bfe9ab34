import { join } from 'node:path';

/** The vendors that are measured: each has a room of this name among cases, contestants, definitions and jobs. */
export type VendorName = 'split' | 'hackle' | 'featureflag-co' | 'amplitude';

/** What the server says for a set of definitions that was prepared. */
export interface Prepared {
  /** The body for a path below that of the set; `undefined`: there is none. */
  answer(path: readonly string[], query: URLSearchParams): string | undefined;
}

/** Where the files of a set are. */
export function folderOf(directory: string, vendor: VendorName, set: string): string {
  return join(directory, vendor, set);
}

/** Where the loopback server has a set. */
export function urlOf(url: string, vendor: VendorName, set: string): string {
  return `${url}/${vendor}/${set}`;
}
