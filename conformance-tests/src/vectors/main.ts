import { readFile } from 'node:fs/promises';
import { FormatError, type VectorSuite } from './case.js';
import { runVectors } from './run.js';
import { vendors } from './vendors.js';

/**
 * `vectors <vendor> <file.json>`: runs recorded answers through a provider's public client. Prints each case that fails,
 * and ends with `N passed, M failed`. Exits with 1 when something failed or nothing ran, with 2 when it could not be run.
 */
async function main([vendor, file, ...more]: readonly string[]): Promise<number> {
  if (vendor === undefined || file === undefined || more.length > 0) {
    return refuse(
      `usage: npm run --silent vectors -- <vendor> <file.json>, where vendor is ${[...vendors.keys()].join(', ')}`,
    );
  }
  const load = vendors.get(vendor);
  if (load === undefined)
    return refuse(`there are no vectors of "${vendor}": the vendor is ${[...vendors.keys()].join(', ')}`);
  let suite: VectorSuite;
  try {
    suite = (await load())(JSON.parse(await readFile(file, 'utf8')) as unknown);
  } catch (error) {
    const problem =
      error instanceof FormatError || error instanceof SyntaxError ? 'is not of the format' : 'cannot be read';
    return refuse(`${file} ${problem}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { passed, failures } = await runVectors(suite);
  for (const { id, rule } of suite.skipped) console.log(`skipped ${id} (${rule})`);
  for (const { id, expected, came } of failures) {
    console.log(`failed ${id}\n  expected ${JSON.stringify(expected)}\n  came     ${JSON.stringify(came)}`);
  }
  console.log(`${String(passed)} passed, ${String(failures.length)} failed`);
  return passed > 0 && failures.length === 0 ? 0 : 1;
}

function refuse(message: string): number {
  console.error(message);
  console.log('0 passed, 0 failed');
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
