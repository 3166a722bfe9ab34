/** What the order of flags follows from. */
export interface Dependent {
  readonly key: string;
  readonly dependencies: readonly string[];
}

/** A flag on the way, and how far its dependencies have been followed. */
interface Visit {
  readonly flag: Dependent;
  at: number;
}

/**
 * Flags in the order in which they are evaluated: each behind what it depends on (spec §4.11). With a list of its own rather
 * than by calling itself: a chain may be longer than the stack.
 *
 * @param keys which flags, in this order; their dependencies come with them; default all
 * @throws Error for a cycle that one of them leads to
 */
export function inDependencyOrder(
  flags: ReadonlyMap<string, Dependent>,
  keys: Iterable<string> = flags.keys(),
): string[] {
  const done = new Set<string>();
  const order: string[] = [];
  for (const key of keys) {
    const way: Visit[] = [];
    const path = new Set<string>();
    const enter = (name: string): void => {
      if (path.has(name)) throw new Error(`Detected a cycle between flags ${[...path].join(',')}`);
      const flag = flags.get(name);
      if (flag === undefined || done.has(name)) return;
      way.push({ flag, at: 0 });
      path.add(name);
    };
    enter(key);
    for (let visit = way.at(-1); visit !== undefined; visit = way.at(-1)) {
      const next = visit.flag.dependencies[visit.at];
      visit.at += 1;
      if (next !== undefined) {
        enter(next);
        continue;
      }
      way.pop();
      path.delete(visit.flag.key);
      done.add(visit.flag.key);
      order.push(visit.flag.key);
    }
  }
  return order;
}
