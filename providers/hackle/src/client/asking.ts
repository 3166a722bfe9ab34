import { ownTable, type Decision, type FlagCell, type FlagSet, type SideReport } from '@polyflag/core-engine';
import { identifierTypes, type Identifiers } from '../user/identifiers.js';
import type { Properties } from '../user/properties.js';
import type { User } from '../user/user.js';

const none: readonly SideReport[] = Object.freeze([]);

/** Asks the set about somebody, without creating anything where only one identifier of him is known. */
export class Asking {
  /** What was decided on the side by the latest question; valid until the next one. */
  nested: readonly SideReport[] = none;
  private readonly type: string;
  /** The identifiers of whoever has only one, used again and again: the text stays until the next question. */
  private readonly single: Record<string, string>;

  /** @param type the type of the single identifier; default `$id` */
  constructor(type: string = identifierTypes.id) {
    this.type = type;
    this.single = tableOf(type, '');
  }

  /** About a user who was read. */
  about(set: FlagSet, cell: FlagCell, user: User, fallback?: string): Decision {
    if (cell.constant !== undefined) return this.constant(cell.constant);
    const subject = set.subject();
    subject.identifiers = ownTable(user.identifiers);
    subject.attributes = user.properties;
    subject.extra = ownTable(user.hackleProperties);
    return this.decided(set, set.decide(cell, subject, fallback));
  }

  /**
   * About somebody with a single identifier.
   *
   * @param properties a table of which every name is its own; the caller's getters may run
   */
  aboutSingle(set: FlagSet, cell: FlagCell, id: string, properties?: Properties, fallback?: string): Decision {
    if (cell.constant !== undefined) return this.constant(cell.constant);
    const subject = set.subject();
    if (properties !== undefined) subject.attributes = properties;
    subject.identifiers = set.isEvaluating ? tableOf(this.type, id) : this.only(id);
    return this.decided(set, set.decide(cell, subject, fallback));
  }

  private only(id: string): Identifiers {
    this.single[this.type] = id;
    return this.single;
  }

  private constant(decision: Decision): Decision {
    this.nested = none;
    return decision;
  }

  private decided(set: FlagSet, decision: Decision): Decision {
    this.nested = set.sideReports;
    return decision;
  }
}

/** A table that inherits nothing. */
function tableOf(type: string, id: string): Record<string, string> {
  return Object.setPrototypeOf({ [type]: id }, null) as Record<string, string>;
}
