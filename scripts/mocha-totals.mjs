import { stripVTControlCharacters } from 'node:util';

const words = ['passing', 'failing', 'pending'];

/** What mocha's closing lines, such as `  12 passing (3s)`, add up to over several runs: the last line of all. */
export function totalsOf(outputs) {
  const lines = outputs.flatMap((output) => stripVTControlCharacters(output).split('\n'));
  const sum = (word) =>
    lines
      .map((line) => /^\s+(\d+) (\w+)(?: \(\d+\w+\))?$/.exec(line))
      .filter((found) => found?.[2] === word)
      .reduce((total, [, count]) => total + Number(count), 0);
  return `All tests: ${words.map((word) => `${sum(word)} ${word}`).join(', ')}`;
}
