import { writeFileSync } from 'node:fs';
import { UnusableAdapter } from '../adapter-check.js';
import { checkConformance } from '../check.js';
import { isConforming, type Report } from '../outcome.js';
import { asJson } from '../reports/json.js';
import { asJunit } from '../reports/junit.js';
import { asTable } from '../reports/table.js';
import { readAdapter } from '../running/adapter-module.js';
import { messageOf } from '../running/bounded.js';
import { readArguments, usage, type Command } from './arguments.js';

/** Gives the exit code. */
async function main(args: readonly string[]): Promise<number> {
  let command: Command | 'help';
  try {
    command = readArguments(args);
  } catch (error) {
    console.error(`polyflag-conformance: ${messageOf(error)}\n${usage}`);
    return 2;
  }
  if (command === 'help') {
    console.log(usage);
    return 0;
  }
  const { module, strict, only } = command;
  try {
    const adapter = await readAdapter(module);
    const accept = ({ id }: { readonly id: string }): boolean =>
      only.length === 0 || only.some((wanted) => id === wanted || id.startsWith(`${wanted}-`));
    const report = await checkConformance(adapter, { strict, accept });
    write(report, command);
    return isConforming(report) ? 0 : 1;
  } catch (error) {
    const problems = error instanceof UnusableAdapter ? error.problems : [messageOf(error)];
    for (const problem of problems) console.error(`polyflag-conformance: ${problem}`);
    return 2;
  }
}

function write(report: Report, { json, junit }: Command): void {
  const files = [
    [json, asJson],
    [junit, asJunit],
  ] as const;
  for (const [file, render] of files) if (file !== undefined && file !== '-') writeFileSync(file, render(report));
  const toOutput = files.find(([file]) => file === '-');
  process.stdout.write(toOutput === undefined ? `${asTable(report)}\n` : toOutput[1](report));
}

// What a provider left running must not keep the command from ending: that is for a case to judge.
const code = await main(process.argv.slice(2));
process.stdout.write('', () => process.exit(code));
