import { readArguments, usage, type Command } from './arguments.js';
import type { Comparison } from './comparison.js';
import { summarise, summaryOf, type Summary } from './summary.js';
import { describeComparison } from './report.js';

/**
 * The command `parity`: runs comparisons and prints what came of each, the rules with how many differences each explains,
 * and a table of all at the end.
 *
 * @param comparisons what there is to choose from, by name
 * @returns the exit code: 0, or 1 where a difference is not explained, or 2 where the arguments cannot be used
 */
export async function parity(
  args: readonly string[],
  comparisons: ReadonlyMap<string, () => Promise<Comparison>>,
): Promise<0 | 1 | 2> {
  const known = [...comparisons.keys()];
  let command: Command | 'help';
  try {
    command = readArguments(args, known);
  } catch (error) {
    console.error(`parity: ${error instanceof Error ? error.message : String(error)}\n\n${usage(known)}`);
    return 2;
  }
  if (command === 'help') {
    console.log(usage(known));
    return 0;
  }
  const summaries: Summary[] = [];
  for (const [name, load] of comparisons) {
    if (!command.names.includes(name)) continue;
    const comparison = await load();
    const run = { ...comparison.standard, ...command.run };
    const tally = await comparison.compare(run);
    console.log(`${describeComparison(name, comparison, run, tally)}\n`);
    summaries.push(summaryOf(name, tally));
  }
  console.log(summarise(summaries));
  return summaries.some(({ unexplained }) => unexplained > 0) ? 1 : 0;
}
