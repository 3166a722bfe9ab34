import type { FlagCell, RuleCell } from './cells.js';
import type { CellTable } from './table.js';

/** What an evaluation of a flag may ask, each once: the flag itself, and the flags and rules that it leads to and that are there. */
export function cellsAskedBy(
  { flags, rules }: Pick<CellTable, 'flags' | 'rules'>,
  flag: FlagCell,
): ReadonlySet<FlagCell | RuleCell> {
  const asked = new Set<FlagCell | RuleCell>([flag]);
  // A set that grows while it is gone through hands out what was added as well.
  for (const { references } of asked) {
    for (const key of references.flags) add(asked, flags.get(key));
    for (const name of references.rules) add(asked, rules.get(name));
  }
  return asked;
}

function add(asked: Set<FlagCell | RuleCell>, cell: FlagCell | RuleCell | undefined): void {
  if (cell?.wire !== undefined) asked.add(cell);
}
