import { fileURLToPath } from 'node:url';

/** The path of one of the vendor's sample files. They are data: nothing compiles them into `dist-test`. */
export function sample(name: string): string {
  return fileURLToPath(new URL(`../../test/data/split-localhost/${name}`, import.meta.url));
}
