import type { Decision, FlagCell, SideReport } from '@polyflag/core-engine';
import { variationsOf } from '../reports/reports.js';
import type { FlagReason } from '../translate/reasons.js';
import { isOrdinaryUser, reportedUserOf, userOf, type Attributes, type User } from '../user/user.js';
import { show } from '../wire/read.js';
import type { FFCRuntime } from './runtime.js';

/** Why there is no decision. */
export type Refusal = Extract<
  FlagReason,
  'client not ready' | 'flag not found' | 'user not specified' | 'error in evaluation'
>;

/**
 * The evaluations of a client: arguments are looked at in the order of spec §6.1, what was decided is reported, and what cannot
 * be decided is said once. Nothing is thrown.
 */
export class Evaluations {
  private readonly runtime: FFCRuntime;

  constructor(runtime: FFCRuntime) {
    this.runtime = runtime;
  }

  /** Decides one flag and reports it. */
  flag(method: string, flagKey: unknown, user: unknown): Decision | Refusal {
    try {
      return this.decide(method, flagKey, user);
    } catch {
      return this.refuse('error in evaluation', `${method}: the user cannot be read`);
    }
  }

  /** Decides every flag that is not archived, and reports nothing. @param visit hears of each, in the order of arrival */
  all(
    method: string,
    user: unknown,
    visit: (cell: FlagCell, decision: Decision, nested: readonly SideReport[], whom: User) => void,
  ): Refusal | undefined {
    const { runtime } = this;
    if (!runtime.serving) return this.refuse('client not ready', `${method}: there is no data`);
    try {
      const read = userOf(user);
      if (read === undefined) return this.refuse('user not specified', `${method}: the user cannot be used`);
      const { set } = runtime.definitions;
      for (const cell of runtime.definitions.flags()) {
        const decision = this.ask(cell, read.key, read.attributes);
        visit(cell, decision, cell.constant === undefined ? [...set.sideReports] : none, read);
      }
      return undefined;
    } catch {
      return this.refuse('error in evaluation', `${method}: the user cannot be read`);
    }
  }

  private decide(method: string, flagKey: unknown, user: unknown): Decision | Refusal {
    const { runtime } = this;
    if (!runtime.serving) return this.refuse('client not ready', `${method}: there is no data`);
    const defined = runtime.definitions.defined(flagKey);
    if (defined === undefined) return this.refuse('flag not found', `${method}: there is no flag ${show(flagKey)}`);
    const { cell } = defined;
    const whom = isOrdinaryUser(user, defined.properties) ? user : userOf(user);
    if (whom === undefined) return this.refuse('user not specified', `${method}: the user cannot be used`);
    const { key } = whom;
    // An ordinary one is evaluated as he is, any other by a copy.
    const attributes = whom === user ? (user as Attributes) : (whom as User).attributes;
    const decision = this.ask(cell, key, attributes);
    if (decision.error !== undefined) return this.failed(decision);
    const { reports } = runtime;
    if (reports !== undefined) {
      const nested = cell.constant === undefined ? runtime.definitions.set.sideReports : none;
      reports.usage(variationsOf(decision, nested), reportedUserOf(user, key, attributes));
    }
    return decision;
  }

  private ask(cell: FlagCell, key: string, attributes: Attributes): Decision {
    if (cell.constant !== undefined) return cell.constant;
    const { set } = this.runtime.definitions;
    const subject = set.subject();
    subject.key = key;
    subject.attributes = attributes;
    return set.decide(cell, subject);
  }

  private failed({ flag, error }: Decision): Refusal {
    this.runtime.log.error(`${flag?.key ?? ''} cannot be decided: ${error?.message ?? ''}`);
    return 'error in evaluation';
  }

  private refuse(reason: Refusal, problem: string): Refusal {
    this.runtime.log.warn(problem);
    return reason;
  }
}

const none: readonly SideReport[] = Object.freeze([]);
