// Prints every forbidden import, one per line as `rule: from -> to`, and fails when there is one.
// Usage: node scripts/check-arrows.mjs [root of a repository laid out like this one]
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { rules } from './arrow-rules.mjs';
import { workspaceFolders } from './workspaces.mjs';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const sources = workspaceFolders(root)
  .flatMap((folder) => [`${folder}/src`, `${folder}/test`])
  .filter((folder) => existsSync(join(root, folder)));

const { output } = await cruise(
  sources,
  {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules },
    // An import of a type is an arrow too, though the compiler erases it.
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
  },
  {
    exportsFields: ['exports'],
    conditionNames: ['types', 'import', 'node', 'default'],
    extensions: ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '.node', '.d.ts'],
  },
);

const { totalCruised, violations } = output.summary;
for (const { rule, from, to } of violations) console.log(`${rule.name}: ${from} -> ${to}`);
if (totalCruised === 0) console.error('No module found.');
console.error(`${totalCruised} modules, ${violations.length} forbidden imports.`);
process.exitCode = totalCruised > 0 && violations.length === 0 ? 0 : 1;
