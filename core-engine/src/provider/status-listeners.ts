import type { BackendStatus, StatusListener } from './backend.js';

/** Who hears what a backend tells. */
export class StatusListeners {
  private readonly listeners = new Set<StatusListener>();
  private readonly present: () => BackendStatus | undefined;

  /** @param present the outage that whoever comes now has not heard of; `undefined`: there is none */
  constructor(present: () => BackendStatus | undefined) {
    this.present = present;
  }

  /** See `Backend.subscribe`. */
  add(listener: StatusListener): () => void {
    this.listeners.add(listener);
    const present = this.present();
    if (present !== undefined) listener(present);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Tells everybody who listens now: one may go, or come, while he hears of it. */
  tell(status: BackendStatus): void {
    for (const listener of [...this.listeners]) listener(status);
  }
}
