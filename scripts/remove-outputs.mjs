// Removes what the build wrote. Needed rarely: the build itself removes what is left of sources that are gone.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolders } from './workspaces.mjs';

const root = join(import.meta.dirname, '..');
for (const folder of workspaceFolders(root)) {
  for (const output of ['dist', 'dist-test', 'lib'])
    rmSync(join(root, folder, output), { recursive: true, force: true });
}
