import type { Clock, Timer } from './clock.js';

/**
 * Runs a task again and again, the first time after one interval. The next run is arranged before the task is: what it
 * throws does not end the series.
 *
 * @param intervalMs in milliseconds
 */
export function every(clock: Clock, intervalMs: number, task: () => void): Timer {
  let timer: Timer;
  const arm = (): void => {
    timer = clock.schedule(intervalMs, () => {
      arm();
      task();
    });
  };
  arm();
  return {
    cancel: () => {
      timer.cancel();
    },
  };
}
