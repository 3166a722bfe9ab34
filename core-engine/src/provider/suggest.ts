/** Names longer than this are nobody's misspelling. */
const LONGEST = 100;

/**
 * The candidate that a misspelt name most likely means: case and punctuation aside (`fetch_timeout`), at most a third of
 * its letters wrong. `undefined` when nothing comes near.
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined;
  const wanted = bare(name);
  let best: string | undefined;
  let least = Math.floor(wanted.length / 3) + 1;
  for (const candidate of candidates) {
    const distance = edits(wanted, bare(candidate));
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** How many letters must be put in, taken out, replaced, or swapped with the next to get from one text to the other. */
function edits(from: string, to: string): number {
  let before: readonly number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(previous, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwap ? at(before, j - 2) + 1 : Infinity;
      row.push(Math.min(replaced, swapped, at(previous, j) + 1, at(row, j - 1) + 1));
    }
    before = previous;
    previous = row;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], place: number): number {
  return row[place] ?? Infinity;
}
