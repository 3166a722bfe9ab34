import type { Answer } from './side.js';
import type { Definitions, User } from './wire.js';

/** What both sides say of a question. */
export interface Verdict {
  readonly definitions: Definitions;
  readonly user: User;
  readonly flagKeys: readonly string[] | undefined;
  readonly ours: Answer;
  readonly vendor: Answer;
  /** Whether both say the same; where not, the rules by which they may not. Absent: no rule says so. */
  readonly rules: readonly string[] | undefined;
}
