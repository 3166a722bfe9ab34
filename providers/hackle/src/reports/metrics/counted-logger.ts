import type { Logger } from '@polyflag/core-engine';
import type { Metrics } from './metrics.js';

/** A logger whose lines are counted by their level (spec §1.8). */
export function countedLogger(logger: Logger, metrics: Metrics): Logger {
  const counted =
    (level: keyof Logger) =>
    (...line: unknown[]): void => {
      metrics.add({ name: 'log', tags: { level: level.toUpperCase() } });
      logger[level](...line);
    };
  return { error: counted('error'), warn: counted('warn'), info: counted('info'), debug: counted('debug') };
}
