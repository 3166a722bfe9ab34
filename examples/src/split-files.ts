import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The sample definitions in a folder of their own, since one of them is going to be changed. */
export interface SplitFiles {
  readonly json: string;
  readonly yaml: string;
  readonly columns: string;
  readonly segments: string;
  /** Kills a flag in the JSON file: everybody gets this treatment from now on. */
  kill(flag: string, treatment: string): Promise<void>;
  remove(): Promise<void>;
}

const sample = join(import.meta.dirname, '..', 'data', 'split-localhost');

interface Document {
  readonly splits: readonly { name: string; killed: boolean; defaultTreatment: string; changeNumber: number }[];
}

export async function copySample(): Promise<SplitFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'polyflag-example-'));
  await cp(sample, folder, { recursive: true });
  const json = join(folder, 'splits.json');
  return {
    json,
    yaml: join(folder, 'splits.yaml'),
    columns: join(folder, 'example.split'),
    segments: join(folder, 'segments'),
    async kill(flag, treatment) {
      const document = JSON.parse(await readFile(json, 'utf8')) as Document;
      for (const split of document.splits) {
        if (split.name !== flag) continue;
        split.killed = true;
        split.defaultTreatment = treatment;
        split.changeNumber += 1;
      }
      // As an editor does it: a new file takes the place of the old one.
      await writeFile(`${json}.new`, JSON.stringify(document, null, 2));
      await rename(`${json}.new`, json);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
