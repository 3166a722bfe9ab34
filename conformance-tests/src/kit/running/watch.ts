import { messageOf, settle } from './bounded.js';

type Written = 'log' | 'info' | 'warn' | 'error' | 'debug';

const methods: readonly Written[] = ['log', 'info', 'warn', 'error', 'debug'];
const failures = ['unhandledRejection', 'uncaughtException'] as const;
type Listener = (...args: unknown[]) => void;

/** What a case must never do, whatever else it is about: leave a rejection unhandled, throw from a timer, write to the console. */
export class Watch {
  private readonly seen: string[] = [];
  private readonly console = new Map<Written, Console[Written]>();
  private readonly listeners = new Map<(typeof failures)[number], readonly Listener[]>();

  /** Takes the place of everybody who listens for failures, the test framework included, until `end`. */
  begin(): void {
    this.seen.length = 0;
    for (const name of failures) {
      this.listeners.set(name, process.rawListeners(name) as Listener[]);
      process.removeAllListeners(name);
      process.on(name, (error: unknown, origin: unknown) => {
        // Node may be told to throw rejections that nobody handles.
        const what = origin === 'unhandledRejection' ? origin : name;
        this.seen.push(`${what}: ${messageOf(error)}`);
      });
    }
    for (const name of methods) {
      this.console.set(name, Reflect.get(console, name));
      console[name] = (...words: unknown[]) => {
        this.seen.push(`written with console.${name}: ${words.map(messageOf).join(' ').slice(0, 200)}`);
      };
    }
  }

  /** What was seen, each once. */
  async end(): Promise<readonly string[]> {
    await settle();
    for (const [name, listeners] of this.listeners) {
      process.removeAllListeners(name);
      for (const listener of listeners) process.on(name, listener);
    }
    for (const [name, write] of this.console) console[name] = write;
    return [...new Set(this.seen)];
  }
}
