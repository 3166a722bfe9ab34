// An escape, a class or the opening of a group. Only a group that captures has `name` or neither `name` nor `other`.
const TOKEN = /\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?<name><(?![=!]))|(?<other>\?))?/g;
/** Counts the capturing groups of a valid expression: whether `\3` is a reference depends on groups that come later. */
export function countGroups(source) {
  let count = 0;
  const named = [];
  for (const { 0: token, groups } of source.matchAll(TOKEN)) {
    if (!token.startsWith('(') || groups?.['other'] !== undefined) continue;
    count++;
    if (groups?.['name'] !== undefined) named.push(count);
  }
  return { count, named };
}
//# sourceMappingURL=group-count.js.map
