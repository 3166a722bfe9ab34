import type { EvaluationContext } from '@openfeature/core';
import { isOwnTable, noAttributes, ownTable, type Subject } from '@polyflag/core-engine';
import { userOfContext } from '../context.js';
import { place } from '../translate/source.js';
import { USERS } from '../wire/cohort-condition.js';
import type { CohortTable } from './cohort-table.js';
import { PlainContext } from './plain-context.js';

type Table = Readonly<Record<string, unknown>>;

/**
 * The evaluation context of a user (spec §4.4), as the sources of `source.ts` read it. What flags rarely ask for is built when
 * one does. Reused from user to user: an evaluation builds no object of its own.
 */
export class UserDocument {
  private readonly cohorts: CohortTable;
  private readonly overrides: boolean;
  private readonly root: object;
  private given: Table = noAttributes;
  private readonly plain = new PlainContext();
  /** The context that was bound in place of a user, who is built from it when somebody asks for all of him. */
  private context: EvaluationContext | undefined;

  /** @param overrides whether the cohorts of a user follow from those that were downloaded, whatever he says himself */
  constructor(cohorts: CohortTable, overrides: boolean) {
    this.cohorts = cohorts;
    this.overrides = overrides;
    // Own properties, since sources see no others.
    this.root = Object.defineProperties(
      {},
      {
        [place.user]: { get: () => this.user() },
        [place.groups]: { get: () => this.groups() },
        [place.context]: { get: () => this.whole() },
        [place.cohorts]: { get: () => this.cohortsOfUser() },
        [place.identified]: { get: () => this.isIdentified() },
      },
    );
  }

  /** Binds a subject to a user. */
  bind(subject: Subject, user: Table): Subject {
    this.given = user;
    const { user_id: id, user_properties: properties } = user;
    const fields = isTable(user) ? ownFields(user) : noAttributes;
    subject.key = typeof id === 'string' ? id : '';
    subject.identifiers = fields;
    subject.extra = fields;
    subject.attributes = isTable(properties) ? ownTable(properties) : noAttributes;
    subject.root = this.root;
    return subject;
  }

  /**
   * Binds a subject to the user of an OpenFeature context, without building him.
   *
   * @returns `undefined` where he has to be built
   */
  bindContext(subject: Subject, context: EvaluationContext): Subject | undefined {
    if (!isOwnTable(context) || !this.plain.take(context)) return undefined;
    const { fields, isWhole } = this.plain;
    this.context = context;
    subject.key = fields.user_id ?? '';
    subject.identifiers = fields;
    subject.extra = isWhole ? context : fields;
    subject.attributes = context;
    subject.root = this.root;
    return subject;
  }

  /** Lets go of the user. */
  release(): void {
    if (this.context === undefined) {
      this.given = noAttributes;
      return;
    }
    this.context = undefined;
    this.plain.clear();
  }

  /** The user as far as he is known without building him: of a context what is simple. */
  private get known(): Table {
    return this.context === undefined ? this.given : this.plain.fields;
  }

  private user(): Table {
    const { context } = this;
    if (context === undefined) return this.given;
    const read = userOfContext(context);
    return read.kind === 'user' ? (read.user as Table) : noAttributes;
  }

  private isIdentified(): boolean {
    return this.overrides && Boolean(this.known.user_id);
  }

  private cohortsOfUser(): unknown {
    const { cohorts, known } = this;
    // A context that was bound as it is has no cohorts of its own.
    return cohorts.hasUsers && this.isIdentified() ? cohorts.of(USERS, known.user_id) : known.cohort_ids;
  }

  private whole(): Table {
    const { groups: _groups, group_properties: _properties, group_cohort_ids: _cohorts, ...others } = this.user();
    const user: Record<string, unknown> = others;
    if (this.cohorts.hasUsers && this.isIdentified()) user.cohort_ids = this.cohortsOfUser();
    const groups = this.groups();
    return { ...(Object.keys(user).length === 0 ? {} : { user }), ...(groups === undefined ? {} : { groups }) };
  }

  private groups(): Table | undefined {
    const { groups: types, group_properties: properties, group_cohort_ids: stated } = this.known;
    if (!isTable(types)) return undefined;
    const groups = Object.entries(types).flatMap(([type, names]): [string, Table][] => {
      const name = firstOf(names);
      if (!isName(name)) return [];
      const group: Record<string, unknown> = { group_name: name };
      const known = member(member(properties, type), name);
      if (isTable(known) && Object.keys(known).length > 0) group.group_properties = known;
      const ids = this.cohortsOfGroup(type, name) ?? member(member(stated, type), name);
      if (hasElements(ids)) group.cohort_ids = ids;
      return [[type, group]];
    });
    return groups.length === 0 ? undefined : Object.fromEntries(groups);
  }

  private cohortsOfGroup(type: string, name: string): string[] | undefined {
    return this.overrides && this.cohorts.hasType(type) ? this.cohorts.of(type, name) : undefined;
  }
}

/** A user of whom every name is his own. Getters of what is no plain object are left to whoever reads them. */
function ownFields(user: Table): Table {
  if (isOwnTable(user)) return user;
  return Object.create(null, Object.getOwnPropertyDescriptors(user)) as Table;
}

function firstOf(names: unknown): unknown {
  // A bare text is a list of its letters to the vendor.
  return Array.isArray(names) || typeof names === 'string' ? names[0] : undefined;
}

function isName(name: unknown): name is string {
  return Boolean(name);
}

function hasElements(ids: unknown): boolean {
  return Array.isArray(ids) && ids.length > 0;
}

function member(table: unknown, name: string): unknown {
  return isTable(table) && Object.hasOwn(table, name) ? table[name] : undefined;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null;
}
