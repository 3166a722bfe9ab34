// Finds what the compiler wrote for sources that are gone. Left in place it would go on being imported, and its tests run.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const outputs = { dist: 'src', 'dist-test': 'test' };
const written = /(?:\.d\.ts|\.js|\.js\.map)$/;

/** Removes it from the packages in those folders, and touches nothing else. */
export function removeStaleOutputs(root, folders) {
  for (const folder of folders) {
    for (const [output, source] of Object.entries(outputs))
      sweep(join(root, folder, output), join(root, folder, source));
  }
}

function sweep(output, source) {
  if (!existsSync(output)) return;
  for (const entry of readdirSync(output, { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isDirectory()) {
      if (existsSync(join(source, name))) sweep(join(output, name), join(source, name));
      else rmSync(join(output, name), { recursive: true });
    } else if (written.test(name) && !existsSync(join(source, name.replace(written, '.ts')))) {
      rmSync(join(output, name));
    }
  }
}
