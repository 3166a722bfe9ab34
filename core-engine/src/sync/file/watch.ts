import { watch } from 'node:fs';

/**
 * Watches one directory, not what is below it.
 *
 * @param onHint something may have happened to the entry of this name; null if the system does not say which
 * @param onEnd the watching has ended by itself (the directory is gone, the system has no more watches); nothing follows
 * @returns closes it; neither function is called after that
 *
 * `onEnd` may come before it returns. It never throws, and a watch never keeps the process alive.
 */
export type Watch = (directory: string, onHint: (name: string | null) => void, onEnd: () => void) => Watcher;

export interface Watcher {
  close(): void;
}

/** Watches by the means of the operating system, which may stay silent on network and container file systems. */
export const watchDirectory: Watch = (directory, onHint, onEnd) => {
  let isOpen = true;
  try {
    const watcher = watch(directory, { persistent: false }, (_event, name) => {
      if (isOpen) onHint(name);
    });
    const close = (): void => {
      isOpen = false;
      watcher.close();
    };
    watcher.on('error', () => {
      if (!isOpen) return;
      close();
      onEnd();
    });
    return { close };
  } catch {
    onEnd();
    return { close: () => undefined };
  }
};
