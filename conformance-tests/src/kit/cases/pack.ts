import { deepEqual, equal, ok } from '../judging/assert.js';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Packaging } from '../adapter.js';
import { defineCase, type ConformanceCase } from '../case.js';
import { PackedProject, type Ended } from '../packaging/packed-project.js';
import { Missing, type Scene } from '../running/scene.js';

const accepted = 'READY,READY';

/** attw without its command. */
const ATTW = '@arethetypeswrong/core';

/** The package that a provider comes in. */
export const packCases: readonly ConformanceCase[] = [
  defineCase('PACK-01', '', 'Q', 'loads by import and by require, into one API', {}, async (scene) => {
    await packed(scene, async (project, { module, construct }) => {
      const ended = await project.run(
        'both.mjs',
        `import { createRequire } from 'node:module';
         import { OpenFeature } from '@openfeature/server-sdk';
         import * as imported from '${module}';
         const required = createRequire(import.meta.url)('${module}');
         const statuses = [];
         for (const [domain, exported] of [['import', imported], ['require', required]]) {
           await OpenFeature.setProviderAndWait(domain, ${construct}).catch(() => undefined);
           statuses.push(OpenFeature.getClient(domain).providerStatus === 'NOT_READY' ? 'NOT_READY' : 'READY');
         }
         await OpenFeature.close();
         console.log(statuses.join());
         process.exit();`,
      );
      equal(ended.out.trim(), accepted, 'what the program found');
    });
  }),

  defineCase(
    'PACK-02',
    '',
    'Q',
    'compiles in strict projects, with either resolution of modules',
    {},
    async (scene) => {
      await packed(scene, async (project, { module, construct }) => {
        const compiler = project.toolOf('typescript', 'bin/tsc');
        if (compiler === undefined) throw new Missing('typescript in the modules of the package');
        project.write(
          'types.ts',
          `import type { Provider } from '@openfeature/server-sdk';
         import * as exported from '${module}';
         export const provider: Provider = ${construct};`,
        );
        for (const [moduleKind, moduleResolution] of [
          ['Node16', 'Node16'],
          ['ESNext', 'Bundler'],
        ] as const) {
          const compilerOptions = {
            ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, target: 'es2023' },
            ...{ types: ['node'], module: moduleKind, moduleResolution },
          };
          project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['types.ts'] }));
          const ended = await project.node([compiler]);
          judgeEnded(ended, `the compiler with ${moduleResolution}`);
        }
      });
    },
  ),

  defineCase('PACK-03', '', 'Q', 'has nothing that publint or attw object to', {}, async (scene) => {
    await packed(scene, async (project) => {
      const publint = project.toolOf('publint', 'src/cli.js');
      if (publint === undefined) throw new Missing('publint in the modules of the package');
      if (project.toolOf(ATTW, 'package.json') === undefined)
        throw new Missing(`${ATTW} in the modules of the package`);
      judgeEnded(await project.node([publint, project.tarball]), 'publint');
      judgeEnded(await project.run('attw.mjs', programOfAttw(project.tarball)), 'attw');
    });
  }),

  defineCase('PACK-04', '', 'Q', 'reaches the SDK as a peer, and brings no copy', {}, async (scene) => {
    await packed(scene, (project) => {
      for (const { name, dependencies = {}, peerDependencies = {} } of project.manifests()) {
        const own = Object.keys(dependencies).filter(
          (other) => other.startsWith('@openfeature/') && /\/(?:core|server-sdk)$/.test(other),
        );
        deepEqual(own, [], `dependencies of ${name}`);
        if (name === project.name)
          ok('@openfeature/server-sdk' in peerDependencies, `${name} has no peer @openfeature/server-sdk`);
      }
      const copies = project.folders().flatMap((folder) => {
        const files = readdirSync(folder, { recursive: true }).map(String);
        return files
          .filter((file) => /@openfeature[/\\](?:core|server-sdk)[/\\]package\.json$/.test(file))
          .map((file) => join(folder, file));
      });
      deepEqual(copies, [], 'copies of the SDK in the packages');
      return Promise.resolve();
    });
  }),

  defineCase('PACK-05', '', 'Q', 'does nothing when it is imported', {}, async (scene) => {
    await packed(scene, async (project, { module }) => {
      const ended = await project.run(
        'import.mjs',
        `import '@openfeature/server-sdk';
         const resources = () => process.getActiveResourcesInfo().filter((name) => /TCP|Timer|Timeout|Socket|FSEvent/.test(name)).sort().join();
         const listeners = () => process.eventNames().map((name) => String(name) + process.listenerCount(name)).sort().join();
         const globals = () => Reflect.ownKeys(globalThis).map(String).filter((name) => !name.startsWith('Symbol(')).sort().join();
         const before = [resources(), listeners(), globals()];
         await import('${module}');
         await new Promise((resolve) => setImmediate(resolve));
         const after = [resources(), listeners(), globals()];
         if (after.join('|') !== before.join('|')) console.log('before', before, 'after', after);`,
      );
      judgeEnded(ended, 'a program that imports it');
      equal(ended.output, '', 'what the import wrote, or left');
    });
  }),
];

/**
 * Fails with the problems of a packed file. Left to others are `node10`, which knows no `exports`, and that `require` comes to
 * an ES module: PACK-01 finds out what this Node makes of it.
 */
function programOfAttw(tarball: string): string {
  return `import { readFileSync } from 'node:fs';
    import { checkPackage, createPackageFromTarballData } from '${ATTW}';
    const tarball = new Uint8Array(readFileSync(${JSON.stringify(tarball)}));
    const { problems = [] } = await checkPackage(createPackageFromTarballData(tarball));
    const those = problems.filter(
      ({ kind, resolutionKind, resolutionOption }) =>
        kind !== 'CJSResolvesToESM' && resolutionKind !== 'node10' && resolutionOption !== 'node10',
    );
    for (const { kind, entrypoint, typesFileName, fileName } of those)
      console.log(kind, entrypoint ?? typesFileName ?? fileName ?? '');
    process.exitCode = those.length > 0 ? 1 : 0;`;
}

function judgeEnded({ code, output }: Ended, what: string): void {
  ok(code === 0, `${what} ended with ${String(code)}: ${output.trim().slice(0, 500)}`);
}

async function packed(
  scene: Scene,
  act: (project: PackedProject, packaging: Packaging) => Promise<void>,
): Promise<void> {
  const packaging = scene.require('packaging');
  const project = await PackedProject.of(packaging);
  await act(project, packaging);
}
