import type { FlagValueType } from '@openfeature/core';
import type { DecisionSlot } from '../evaluation/decision.js';
import type { Answer } from './answer.js';
import type { Resolution } from './face.js';

/** So many parameters of one decision are kept; a flag has a handful, and a hostile caller may name any number. */
const KEPT_PARAMETERS = 100;

/** The answers that a decision has been asked for, by type. */
export class Views {
  readonly resolution: Resolution;
  boolean: Answer | undefined = undefined;
  string: Answer | undefined = undefined;
  number: Answer | undefined = undefined;
  object: Answer | undefined = undefined;
  private parameters: Map<string, Views> | undefined = undefined;

  constructor(resolution: Resolution) {
    this.resolution = resolution;
  }

  /** Told apart by hand: a member with a computed name is slower to find, and this is the hot path. */
  get(type: FlagValueType): Answer | undefined {
    switch (type) {
      case 'boolean':
        return this.boolean;
      case 'string':
        return this.string;
      case 'number':
        return this.number;
      case 'object':
        return this.object;
    }
  }

  /** The answers for one parameter of the flag. */
  of(parameter: string): Views {
    this.parameters ??= new Map();
    const known = this.parameters.get(parameter);
    if (known !== undefined) return known;
    if (this.parameters.size >= KEPT_PARAMETERS) this.parameters.clear();
    const views = new Views(this.resolution);
    this.parameters.set(parameter, views);
    return views;
  }
}

/**
 * The views of a decision. A decision may be shared by vendors and by instances with other settings, so
 * that views are kept for one resolution at a time: the latest, since a list would grow with every instance ever made.
 */
export function viewsOf(slot: DecisionSlot, resolution: Resolution): Views {
  // Only this function writes the slot.
  const kept = slot.views as Views | undefined;
  if (kept !== undefined && kept.resolution === resolution) return kept;
  const views = new Views(resolution);
  slot.views = views;
  return views;
}
