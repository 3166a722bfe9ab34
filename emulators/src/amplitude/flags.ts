import type { ExperimentUser } from '@polyflag/amplitude-provider';
import { AmplitudeDefinitions, decodeFlags, Evaluator, rawVariantOf } from '@polyflag/amplitude-provider/internal';
import type { VariantWire, VariantsWire } from './deployment.js';

/** A flag as the flag endpoint sends it (spec §4.5). */
export type FlagConfigWire = Readonly<Record<string, unknown>> & { readonly key: string };

/** A cohort as an emulator takes it. */
export interface CohortWire {
  readonly cohortId: string;
  /** What it consists of; default `User`. */
  readonly groupType?: string;
  readonly memberIds: readonly string[];
}

/** A cohort as it is sent (spec §4.3). */
export interface SentCohort extends Required<CohortWire> {
  readonly groupTypeId: number;
  readonly lastComputed: number;
  readonly lastModified: number;
  readonly size: number;
}

/** The type of a group that is none. */
const USERS = 'User';

/** The flags and cohorts of a deployment: what is downloaded, and what the backend itself evaluates by them. */
export class Flags {
  private readonly held = new Map<string, FlagConfigWire>();
  private readonly cohorts = new Map<string, SentCohort>();
  private readonly definitions = new AmplitudeDefinitions(() => undefined);
  private readonly evaluator = new Evaluator(this.definitions, true);
  private isEvaluable = true;
  private time = 0;

  /** All flags, as they are sent. */
  get list(): readonly FlagConfigWire[] {
    return [...this.held.values()];
  }

  replace(flags: readonly FlagConfigWire[]): void {
    this.held.clear();
    for (const flag of flags) this.held.set(flag.key, flag);
    this.isEvaluable = false;
  }

  put(flag: FlagConfigWire): void {
    this.held.set(flag.key, flag);
    this.isEvaluable = false;
  }

  remove(key: string): void {
    this.held.delete(key);
    this.isEvaluable = false;
  }

  /** @param now epoch milliseconds */
  putCohort({ cohortId, groupType = USERS, memberIds }: CohortWire, now: number): void {
    this.time = Math.max(now, this.time + 1);
    const times = { lastComputed: this.time, lastModified: this.time };
    this.cohorts.set(cohortId, {
      ...{ cohortId, groupType, groupTypeId: groupType === USERS ? 0 : 1 },
      ...times,
      ...{ size: memberIds.length, memberIds },
    });
    this.isEvaluable = false;
  }

  /**
   * Makes these be the cohorts; one that is as it was keeps its time.
   *
   * @param now epoch milliseconds
   */
  replaceCohorts(cohorts: readonly CohortWire[], now: number): void {
    const before = new Map(this.cohorts);
    this.cohorts.clear();
    this.isEvaluable = false;
    for (const cohort of cohorts) {
      const known = before.get(cohort.cohortId);
      if (known !== undefined && isSame(known, cohort)) this.cohorts.set(cohort.cohortId, known);
      else this.putCohort(cohort, now);
    }
  }

  removeCohort(id: string): void {
    this.cohorts.delete(id);
    this.isEvaluable = false;
  }

  cohort(id: string): SentCohort | undefined {
    return this.cohorts.get(id);
  }

  /** What all flags come to for a user; one that fails costs itself. */
  evaluate(user: ExperimentUser): VariantsWire {
    if (!this.isEvaluable) this.makeEvaluable();
    const { set } = this.definitions;
    return Object.fromEntries(
      [...set.flagCells()].flatMap((cell): [string, VariantWire][] => {
        const decision = this.evaluator.decide(cell, user as Readonly<Record<string, unknown>>);
        const variant = decision.error === undefined ? rawVariantOf(cell, decision) : undefined;
        return variant === undefined ? [] : [[cell.key, variant as VariantWire]];
      }),
    );
  }

  private makeEvaluable(): void {
    this.isEvaluable = true;
    this.definitions.replace(decodeFlags(this.list));
    this.definitions.putCohorts(
      Array.from(this.cohorts.values(), ({ cohortId, groupType, lastModified, memberIds }) => ({
        ...{ id: cohortId, groupType, lastModified },
        members: new Set(memberIds),
      })),
    );
  }
}

function isSame(known: SentCohort, { groupType = USERS, memberIds }: CohortWire): boolean {
  if (known.groupType !== groupType || known.size !== memberIds.length) return false;
  return memberIds.every((id, at) => known.memberIds[at] === id);
}
