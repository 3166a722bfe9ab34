import { fileURLToPath } from 'node:url';

/** A folder of this repository. */
export function folder(name: string): string {
  return fileURLToPath(new URL(`../../../${name}`, import.meta.url));
}
