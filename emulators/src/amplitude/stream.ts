import type { Clock, Timer } from '@polyflag/core-engine';
import type { EventStream } from '../http/event-stream.js';

/** How often a stream is told that it lives, in milliseconds. */
const BEAT = 15_000;

/** The streams of flags that are open (spec §4.2): each message is the whole list. */
export class FlagStreams {
  private readonly clock: Clock;
  private readonly open = new Set<EventStream>();
  private heart: Timer | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** How many are open. */
  get count(): number {
    return this.open.size;
  }

  /** Lets a client follow, from the flags as they are now. */
  add(stream: EventStream, flags: readonly unknown[]): void {
    this.open.add(stream);
    stream.onClose(() => this.open.delete(stream));
    stream.write(message(flags));
    this.beat();
  }

  send(flags: readonly unknown[]): void {
    for (const stream of this.open) stream.write(message(flags));
  }

  /** A sign of life: a message that is one space. */
  keepAlive(): void {
    for (const stream of this.open) stream.write('data:  \n\n');
  }

  /** Sends bytes as they stand. */
  write(bytes: string): void {
    for (const stream of this.open) stream.write(bytes);
  }

  /** Those that are open now say nothing any more. */
  silence(): void {
    for (const stream of this.open) stream.silence();
  }

  /** Ends all in good order. */
  end(): void {
    for (const stream of this.open) stream.end();
  }

  stopBeating(): void {
    this.heart?.cancel();
    this.heart = undefined;
  }

  private beat(): void {
    this.heart ??= this.clock.schedule(BEAT, () => {
      this.heart = undefined;
      this.keepAlive();
      if (this.count > 0) this.beat();
    });
  }
}

function message(flags: readonly unknown[]): string {
  return `data: ${JSON.stringify(flags)}\n\n`;
}
