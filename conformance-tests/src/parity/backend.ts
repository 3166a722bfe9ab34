/** An emulator of a vendor's backend. */
interface Emulator {
  /** What an SDK is configured with to be served by it. */
  readonly urls: object;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A backend that listens on this machine. */
export interface Listening<E extends Emulator> {
  readonly emulator: E;
  readonly urls: E['urls'];
  close(): Promise<void>;
}

interface Closing {
  close(): Promise<void>;
}

export async function listen<E extends Emulator>(emulator: E): Promise<Listening<E>> {
  await emulator.start();
  return { emulator, urls: emulator.urls, close: () => emulator.stop() };
}

/** What is still to be reported is sent before there is nobody to send it to. */
export async function closeAll(clients: readonly Closing[], backends: readonly Closing[]): Promise<void> {
  await Promise.all(clients.map((client) => client.close()));
  await Promise.all(backends.map((backend) => backend.close()));
}
