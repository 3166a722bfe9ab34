import { matches, type Match } from './match.js';
import type { UnansweredRequest } from './received.js';
import type { Reply } from './reply.js';

/** Takes back what was arranged. Harmless when it is over already. */
export type Undo = () => void;

interface Rule {
  readonly match: Match;
  readonly reply: Reply | undefined;
  left: number;
}

/** How the requests that match are held up. */
interface Delay {
  readonly match: Match;
  readonly ms: number;
}

/** What stands between a request and its ordinary answer. */
export class Interventions {
  private rules: Rule[] = [];
  private delays: Delay[] = [];

  /** The next `times` matching requests get `reply`; `undefined` is no answer at all. The newest rule counts. */
  answer(match: Match, reply: Reply | undefined, times = Infinity): Undo {
    const rule: Rule = { match, reply, left: times };
    this.rules.unshift(rule);
    return () => {
      this.rules = this.rules.filter((other) => other !== rule);
    };
  }

  /** Holds the answers to matching requests back; of several delays the newest counts. */
  delay(match: Match, ms: number): Undo {
    const delay: Delay = { match, ms };
    this.delays.unshift(delay);
    return () => {
      this.delays = this.delays.filter((other) => other !== delay);
    };
  }

  clear(): void {
    this.rules = [];
    this.delays = [];
  }

  /** The rule for a request, used up once. `undefined`: it is to be answered as usual. */
  take(request: UnansweredRequest): { readonly reply: Reply | undefined } | undefined {
    const rule = this.rules.find(({ match, left }) => left > 0 && matches(match, request));
    if (rule !== undefined) rule.left -= 1;
    return rule;
  }

  delayOf(request: UnansweredRequest): number {
    return this.delays.find(({ match }) => matches(match, request))?.ms ?? 0;
  }
}
