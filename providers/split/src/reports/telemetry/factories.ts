/** The factories that run in this process, by SDK key: the vendor is told of keys that are used twice (§3.3, §6.6). */
const running = new Map<string, number>();

/** A factory begins to run. @returns to be called once, when it ends */
export function factoryStarted(sdkKey: string): () => void {
  running.set(sdkKey, (running.get(sdkKey) ?? 0) + 1);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const left = (running.get(sdkKey) ?? 1) - 1;
    if (left > 0) running.set(sdkKey, left);
    else running.delete(sdkKey);
  };
}

/** How many keys are in use, and how many factories run beside another one with the same key. */
export function factoriesRunning(): { readonly activeFactories: number; readonly redundantFactories: number } {
  let all = 0;
  for (const count of running.values()) all += count;
  return { activeFactories: running.size, redundantFactories: all - running.size };
}
