/** So many files are looked at at once: enough to hide a slow disk, far from the limit of open files. */
const AT_ONCE = 16;

/** `task` for each item, some of them at a time. The results are in the order of the items. Rejects as the first task does. */
export async function inParallel<I, R>(items: readonly I[], task: (item: I) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  async function work(): Promise<void> {
    // All workers draw from the one iterator, so that each item is drawn once.
    for (const [at, item] of rest) results[at] = await task(item);
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
  return results;
}
