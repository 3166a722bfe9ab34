/** What every definition of Split's has, flags and rule-based segments alike. */
export interface Definition {
  readonly name: string;
  readonly changeNumber?: number;
  readonly status?: 'ACTIVE' | 'ARCHIVED';
  readonly sets?: readonly string[] | null;
}

/** What has changed after a change number, or the first page of it. */
export interface Changes<T> {
  readonly since: number;
  readonly till: number;
  readonly definitions: readonly T[];
}

/** Which definitions somebody asks for. `sets` holds every flag set that the definition is or was in. */
export type Wanted = (name: string, sets: ReadonlySet<string>) => boolean;

interface Entry<T> {
  readonly definition: T;
  readonly changeNumber: number;
  readonly sets: ReadonlySet<string>;
}

/** The definitions of one kind, each in its newest state, by change number. */
export class ChangeList<T extends Definition> {
  private readonly entries = new Map<string, Entry<T>>();
  private newest = -1;

  /** The change number of the newest change; -1 before the first. */
  get till(): number {
    return this.newest;
  }

  /** A definition that is there and not archived. */
  get(name: string): T | undefined {
    const definition = this.known(name);
    return definition?.status === 'ARCHIVED' ? undefined : definition;
  }

  /** A definition, also an archived one. */
  known(name: string): T | undefined {
    return this.entries.get(name)?.definition;
  }

  /** All that are there and not archived. */
  all(): T[] {
    return [...this.entries.values()].map(({ definition }) => definition).filter(({ status }) => status !== 'ARCHIVED');
  }

  put(definition: T, changeNumber: number): void {
    const { name } = definition;
    const sets = new Set([...(this.entries.get(name)?.sets ?? []), ...(definition.sets ?? [])]);
    this.entries.set(name, { definition, changeNumber, sets });
    this.reach(changeNumber);
  }

  /** Everything up to a number is known to be here, even if nothing has that number. */
  reach(changeNumber: number): void {
    this.newest = Math.max(this.newest, changeNumber);
  }

  /**
   * What changed after `since`, oldest first, at most `pageSize`, and more only where several have one change number: who
   * goes on from there would miss the rest. Who has nothing yet needs not be told what is archived.
   */
  since(since: number, wanted: Wanted, pageSize: number): Changes<T> {
    const changed = [...this.entries.values()]
      .filter(({ changeNumber }) => changeNumber > since)
      .filter(({ definition, sets }) => wanted(definition.name, sets))
      .filter(({ definition }) => since >= 0 || definition.status !== 'ARCHIVED')
      .sort((one, other) => one.changeNumber - other.changeNumber);
    const last = changed[pageSize - 1]?.changeNumber ?? Infinity;
    const page = changed.filter(({ changeNumber }) => changeNumber <= last);
    const till = page.length < changed.length ? last : Math.max(since, this.newest);
    return { since, till, definitions: page.map(({ definition }) => definition) };
  }
}
