import type { Rule } from '../../../verdict.js';
import type { Definitions } from '../../definitions.js';
import type { Call } from '../calls.js';
import type { Reporting } from '../reporter.js';
import type { Sent } from '../sent.js';

/**
 * A rule by which Polyflag reports although the vendor's SDK for Node.js reports otherwise (DECISIONS 38), and what has to
 * be put otherwise so that it makes no difference.
 */
export interface ReportDifference extends Rule {
  /** The definitions that the vendor's SDK is given. */
  readonly definitions?: (definitions: Definitions) => Definitions;
  /** What the vendor's SDK has posted, as the rule puts it. */
  readonly vendor?: (sent: Sent) => Sent;
  /** What is left of what either side has posted, where that cannot be put so that both are alike. */
  readonly remains?: (sent: Sent) => Sent;
  readonly example: ReportExample;
}

/** The calls that show a rule. */
export interface ReportExample {
  readonly definitions: Definitions;
  readonly calls: readonly Call[];
  readonly reporting: Reporting;
  /** What Polyflag posts by the rule; nothing of what is left out. */
  readonly sent: Partial<Sent>;
}
