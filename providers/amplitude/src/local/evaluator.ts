import type { EvaluationContext } from '@openfeature/core';
import { explain, type Decision, type DecisionError, type Explanation, type FlagCell } from '@polyflag/core-engine';
import type { AmplitudeDefinitions } from '../definitions.js';
import type { ExperimentUser } from '../wire/user.js';
import type { RawVariant, Variants } from '../wire/variant.js';
import { UserDocument } from './context.js';
import { rawVariantOf, variantOf } from './variants.js';

/** What an evaluation came to: what callers get, and what reports see. */
export class Evaluated {
  readonly variants: Variants = {};
  private readonly cells: readonly FlagCell[];
  private readonly decisions: readonly Decision[];

  /** @throws Error when one of the flags failed */
  constructor(cells: readonly FlagCell[], decisions: readonly Decision[]) {
    this.cells = cells;
    this.decisions = decisions;
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] as FlagCell;
      const decision = decisions[at] as Decision;
      if (decision.error !== undefined) throw thrown(decision.error);
      const variant = variantOf(cell, decision);
      if (variant !== undefined) put(this.variants, cell.key, variant);
    }
  }

  /** By flag key, in the order of evaluation. Built anew each time: most callers report nothing. */
  get raw(): Readonly<Record<string, RawVariant>> {
    const raw: Record<string, RawVariant> = {};
    for (const [at, cell] of this.cells.entries()) {
      const variant = rawVariantOf(cell, this.decisions[at] as Decision);
      if (variant !== undefined) put(raw, cell.key, variant);
    }
    return raw;
  }
}

/** Adds an own member, whatever its name. */
function put<T>(table: Record<string, T>, name: string, value: T): void {
  if (name !== '__proto__') table[name] = value;
  else Object.defineProperty(table, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Evaluates flags for users, as the vendor's client does (spec §4.6). */
export class Evaluator {
  private readonly definitions: AmplitudeDefinitions;
  private readonly overrides: boolean;
  private readonly document: UserDocument;
  private evaluating = false;

  /**
   * @param overrides whether the cohorts of a user follow from those that were downloaded, whatever he says himself; as the
   *   vendor's client does it, also where none are downloaded (DECISIONS 34)
   */
  constructor(definitions: AmplitudeDefinitions, overrides: boolean) {
    this.definitions = definitions;
    this.overrides = overrides;
    this.document = new UserDocument(definitions.cohorts, overrides);
  }

  /**
   * Evaluates flags and what they depend on.
   *
   * @param flagKeys default all
   * @throws Error for a cycle of dependencies; SyntaxError for a regular expression that is invalid
   */
  evaluate(user: ExperimentUser, flagKeys: readonly string[] | undefined): Evaluated {
    const { set } = this.definitions;
    const cells = this.definitions.inOrder(flagKeys);
    const isTaken = this.evaluating;
    const document = isTaken ? this.anotherDocument() : this.document;
    this.evaluating = true;
    try {
      const subject = document.bind(set.subject(), user as Readonly<Record<string, unknown>>);
      const [only] = cells;
      // One that depends on nothing needs no results of others.
      if (only !== undefined && cells.length === 1) return new Evaluated(cells, [set.decide(only, subject)]);
      return new Evaluated(cells, set.evaluateTogether(cells, subject));
    } finally {
      this.evaluating = isTaken;
      document.release();
    }
  }

  /** Decides one flag, and what it depends on. Never throws. */
  decide(cell: FlagCell, user: Readonly<Record<string, unknown>>): Decision {
    const { set } = this.definitions;
    if (this.evaluating) return set.decide(cell, this.anotherDocument().bind(set.subject(), user));
    this.evaluating = true;
    try {
      return set.decide(cell, this.document.bind(set.subject(), user));
    } finally {
      this.evaluating = false;
      this.document.release();
    }
  }

  /** The same for an OpenFeature context; `undefined` where the user has to be built from it first. */
  decideFor(cell: FlagCell, context: EvaluationContext): Decision | undefined {
    if (this.definitions.mistakes(context)) return undefined;
    const { set } = this.definitions;
    // Whoever is asked about meanwhile is built.
    if (this.evaluating) return undefined;
    this.evaluating = true;
    try {
      const subject = this.document.bindContext(set.subject(), context);
      return subject === undefined ? undefined : set.decide(cell, subject);
    } finally {
      this.evaluating = false;
      this.document.release();
    }
  }

  /** How that decision comes about. */
  explain(flagKey: string, user: Readonly<Record<string, unknown>>): Explanation {
    const { set } = this.definitions;
    return explain(set, flagKey, this.anotherDocument().bind(set.subject(), user));
  }

  /** The document is taken while somebody is evaluated: a getter of his that asks for flags gets one of its own. */
  private anotherDocument(): UserDocument {
    return new UserDocument(this.definitions.cohorts, this.overrides);
  }
}

/** As the vendor's client throws it: the one thing that fails an evaluation is an expression that is invalid (spec §4.8). */
function thrown({ message }: DecisionError): Error {
  return message.startsWith('Invalid regular expression') ? new SyntaxError(message) : new Error(message);
}
