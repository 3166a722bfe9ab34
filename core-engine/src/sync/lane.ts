/** One task after the other, in the order in which they were handed in, whether or not the one before succeeded. */
export class Lane {
  private tail: Promise<unknown> = Promise.resolve();

  /** Runs `task` when all earlier ones have settled. Settles as the task does. */
  run<R>(task: () => R | Promise<R>): Promise<R> {
    const result = this.tail.then(task);
    this.tail = result.catch(() => undefined);
    return result;
  }
}
