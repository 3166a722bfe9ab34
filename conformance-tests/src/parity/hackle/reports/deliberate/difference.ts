import type { Rule } from '../../../verdict.js';
import type { Call } from '../calls.js';
import type { Script } from '../script.js';
import type { Row, Sent } from '../sent.js';

/**
 * A rule by which Polyflag reports although the vendor's SDK for Node.js reports otherwise (DECISIONS 38), and what has to
 * be put otherwise so that it makes no difference.
 */
export interface ReportDifference extends Rule {
  /** The call that the vendor's SDK is given; `undefined`: none. */
  readonly call?: (call: Call) => Call | undefined;
  /** What the vendor's SDK has posted, as the rule puts it. */
  readonly vendor?: (sent: Sent) => Sent;
  /** What is left of what either side has posted, where that cannot be put so that both are alike. */
  readonly remains?: (sent: Sent) => Sent;
  readonly example: ReportExample;
}

/** The calls that show a rule. */
export interface ReportExample extends Script {
  /** Fields that the one event has which Polyflag posts by the rule; absent: it posts none. */
  readonly sent: Row | undefined;
}
