// Gives compiled tests the scope that their sources have: a manifest of their own, in which `#src/` is what the package
// was compiled to. In the manifest of the package, which is published, the entry would lead to files that are not.
import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** For each of the packages in those folders whose tests have a manifest. */
export function writeTestScopes(root, folders) {
  for (const folder of folders) {
    const manifest = join(root, folder, 'test', 'package.json');
    if (!existsSync(manifest)) continue;
    const output = join(root, folder, 'dist-test');
    mkdirSync(output, { recursive: true });
    copyFileSync(manifest, join(output, 'package.json'));
    // Anew, since one that leads nowhere yet does not show.
    rmSync(join(output, '.src'), { force: true });
    symlinkSync(join('..', 'dist'), join(output, '.src'));
  }
}
