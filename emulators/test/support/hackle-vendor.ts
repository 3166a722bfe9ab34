import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { HackleKnown } from './hackle.js';
import type { Calls } from './hackle-sdk-process.js';

const program = join(import.meta.dirname, 'hackle-sdk-process.js');

/** Hackle's own SDK at work on an emulator. */
export class HackleVendor {
  private readonly child: ChildProcess;
  private readonly over: Promise<unknown[]>;

  constructor({ urls }: HackleKnown, key: string) {
    const config = { sdkUrl: urls.sdk, eventUrl: urls.event, monitoringUrl: urls.monitoring };
    this.child = fork(program, [key, JSON.stringify(config)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.over = once(this.child, 'close');
  }

  /** What a call gives. */
  async ask<Name extends Exclude<keyof Calls, 'close'>>(
    call: Name,
    ...args: Parameters<Calls[Name]>
  ): Promise<Awaited<ReturnType<Calls[Name]>>> {
    const answered = once(this.child, 'message');
    this.child.send({ call, args });
    const [{ result }] = (await answered) as [{ result: Awaited<ReturnType<Calls[Name]>> }];
    return result;
  }

  /** Closes it. What it has to say then may arrive later. */
  close(): void {
    this.child.send({ call: 'close', args: [] });
  }

  /** Ends the process, whatever it does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.over;
  }
}

/** Hackle's SDK for the tests of the suite that calls this; each is gone with its test. */
export function hackleVendorsInTest(): (known: HackleKnown, key?: string) => HackleVendor {
  const started: HackleVendor[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((vendor) => vendor.kill()));
  });
  return (known, key = 'emulated') => {
    const vendor = new HackleVendor(known, key);
    started.push(vendor);
    return vendor;
  };
}
