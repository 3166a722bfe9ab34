import { partsOf, type Tree } from './tree.js';
import { onlyUnit } from './unit-set.js';

/** A test of plain text, at most tied to the start or the end; `undefined` if the expression is more than that. */
export function literalTest(tree: Tree): ((text: string) => boolean) | undefined {
  const parts = [...partsOf(tree)];
  const fromStart = isEdge(parts[0], 'start');
  if (fromStart) parts.shift();
  const toEnd = isEdge(parts.at(-1), 'end');
  if (toEnd) parts.pop();

  let plain = '';
  for (const part of parts) {
    const unit = part.kind === 'unit' ? onlyUnit(part.set) : undefined;
    if (unit === undefined) return undefined;
    plain += String.fromCharCode(unit);
  }
  if (fromStart && toEnd) return (text) => text === plain;
  if (fromStart) return (text) => text.startsWith(plain);
  if (toEnd) return (text) => text.endsWith(plain);
  return (text) => text.includes(plain);
}

function isEdge(part: Tree | undefined, edge: 'start' | 'end'): boolean {
  return part?.kind === 'edge' && part.edge === edge;
}
