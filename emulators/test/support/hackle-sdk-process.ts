// Hackle's own SDK in a process of its own: there can be one client in a process, for good.
import { createInstance } from '@hackler/javascript-sdk';

const client = createInstance(process.argv[2]!, JSON.parse(process.argv[3]!) as object);

/** What can be asked of it, by message. */
const calls = {
  initialized: () => client.onInitialized(),
  variation: (key: number, user: string): string => client.variation(key, user),
  isFeatureOn: (key: number, user: string): boolean => client.isFeatureOn(key, user),
  remoteConfig: (key: string, user: string, fallback: string): string => client.remoteConfig(user).get(key, fallback),
  track: (key: string, value: number, user: string): void => {
    client.track({ key, value }, user);
  },
  close: (): void => {
    client.close();
  },
};

export type Calls = typeof calls;

process.on('message', ({ call, args }: { call: keyof Calls; args: unknown[] }) => {
  void answer(calls[call] as (...args: unknown[]) => unknown, args);
});

async function answer(call: (...args: unknown[]) => unknown, args: unknown[]): Promise<void> {
  const result = await call(...args);
  process.send?.({ result });
}
