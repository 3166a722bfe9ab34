import type { Segment } from '@polyflag/core-engine';
import { cohortName, USERS } from '../wire/cohort-condition.js';

/** A cohort as it was downloaded (spec §4.3). */
export interface Cohort {
  readonly id: string;
  /** What it consists of: `User`, or the type of a group. */
  readonly groupType: string;
  /** When it changed last, as the backend says it. */
  readonly lastModified: number | undefined;
  readonly members: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** The cohorts that the flags ask for, as far as they were downloaded. */
export class CohortTable {
  private readonly stored = new Map<string, Cohort>();
  private asked: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  private asksForUsers = false;
  /** The ids of the cohorts by the group type that conditions ask for them with. */
  private idsByType = new Map<string, Set<string>>();

  /** Takes the ids that conditions ask for, each with its group types, and forgets all other cohorts. */
  ask(cohorts: ReadonlyMap<string, ReadonlySet<string>>): void {
    this.asked = cohorts;
    this.idsByType = new Map();
    for (const [id, types] of cohorts) {
      for (const type of types) this.idsByType.set(type, (this.idsByType.get(type) ?? new Set()).add(id));
    }
    this.asksForUsers = this.idsByType.has(USERS);
    for (const id of [...this.stored.keys()]) if (!cohorts.has(id)) this.stored.delete(id);
  }

  /** The ids that conditions ask for. */
  get wanted(): Iterable<string> {
    return this.asked.keys();
  }

  /** Whether some flag asks for cohorts of users. */
  get hasUsers(): boolean {
    return this.asksForUsers;
  }

  /** Whether some flag asks for cohorts of that group type. */
  hasType(groupType: string): boolean {
    return this.idsByType.has(groupType);
  }

  put(cohort: Cohort): void {
    if (!this.asked.has(cohort.id)) return;
    // Who has no id is looked up under empty text.
    const members = cohort.members.has('') ? new Set([...cohort.members].filter((id) => id !== '')) : cohort.members;
    this.stored.set(cohort.id, { ...cohort, members });
  }

  find(id: string): Cohort | undefined {
    return this.stored.get(id);
  }

  /** The ids of the cohorts of a group type that somebody is in. */
  of(groupType: string, member: unknown): string[] {
    const ids: string[] = [];
    for (const id of this.idsByType.get(groupType) ?? none) {
      const cohort = this.stored.get(id);
      if (cohort?.groupType === groupType && cohort.members.has(member as string)) ids.push(id);
    }
    return ids;
  }

  /** The cohorts as sets of keys. */
  segments(): Segment[] {
    return Array.from(this.stored.values(), ({ id, groupType, members }) => ({
      name: cohortName(groupType, id),
      version: 0,
      keys: members,
    }));
  }
}
