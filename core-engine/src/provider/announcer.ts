import { type Input, type ProviderEvent, type State, transition } from './lifecycle.js';

/** Puts a task off until every promise that is settled has had its say: `setImmediate`, outside of tests. */
export type Defer = (task: () => void) => void;

export interface AnnouncerOptions {
  /** Hears every event, and nobody else tells any. Must not throw. */
  readonly emit: (event: ProviderEvent) => void;
  /** Hears every new state before the events that come of it. Must not throw. */
  readonly enter: (state: State) => void;
  /** Default `setImmediate`. */
  readonly defer?: Defer;
  /** Tell the end of a start ourselves, within `initialize` (2.8.2, 2.8.3); default false, see `announce`. */
  readonly announcesStart?: boolean;
}

/**
 * The state machine's shell: holds the state, and says what the machine says. Events come in a later turn of the event loop:
 * the SDK sets a status of its own in the microtasks after `initialize` and would overwrite ours. A close takes back what
 * has not been said.
 */
export class Announcer {
  private readonly options: AnnouncerOptions;
  private readonly defer: Defer;
  private current: State = { name: 'not-ready' };
  private closes = 0;

  constructor(options: AnnouncerOptions) {
    this.options = options;
    this.defer = options.defer ?? setImmediate;
  }

  get state(): State {
    return this.current;
  }

  accept(input: Input): void {
    const step = transition(this.current, input);
    if (input.kind === 'close') this.closes++;
    if (step.state !== this.current) {
      this.current = step.state;
      this.options.enter(step.state);
    }
    if (step.ending !== undefined) this.announce(step.ending);
    for (const event of step.events) this.tellLater(event);
  }

  /**
   * The end of a start. SDK 1.23 says READY and ERROR around `initialize` by itself, for every provider; a READY of ours
   * would be a second one. This is the place to change when it learns to leave that to the provider.
   */
  private announce(ending: ProviderEvent): void {
    if (this.options.announcesStart === true) this.options.emit(ending);
  }

  private tellLater(event: ProviderEvent): void {
    const { closes } = this;
    this.defer(() => {
      if (closes === this.closes) this.options.emit(event);
    });
  }
}
