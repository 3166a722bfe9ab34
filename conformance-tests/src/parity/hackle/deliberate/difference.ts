import type { ConditionWire, RemoteConfigWire, VariationWire } from '@polyflag/emulators';
import type { Action } from '@polyflag/hackle-provider/internal';
import type { Rule } from '../../verdict.js';
import type { Answer } from '../answer.js';
import type { Place } from '../make/conditions.js';
import type { WholeWorkspace } from '../make/workspace.js';
import type { Asked } from '../asked.js';
import type { Question } from '../question.js';

/** A user that is an object. */
export type UserFields = Readonly<Record<string, unknown>>;

/**
 * A rule by which Polyflag answers although the vendor's SDK for Node.js answers otherwise (DECISIONS 38), and the same
 * question put for that SDK so that it makes no difference.
 */
export interface DeliberateDifference extends Rule {
  /** Whether the rule has a part in this question. */
  concerns(question: Question): boolean;
  /** `undefined`: without it. */
  readonly condition?: (condition: ConditionWire, place: Place) => ConditionWire | undefined;
  readonly action?: (action: Action, variations: readonly VariationWire[]) => Action;
  readonly workspace?: (workspace: WholeWorkspace) => WholeWorkspace;
  readonly parameter?: (parameter: RemoteConfigWire) => RemoteConfigWire;
  readonly user?: (user: unknown) => unknown;
  readonly asked?: (asked: Asked) => Asked;
  /** What is left of an answer, of either side, where no question can be put so that both answer alike. */
  readonly remains?: (answer: Answer) => Answer;
  readonly example: Example;
}

/** The question that shows a rule. */
export interface Example {
  readonly workspace: WholeWorkspace;
  readonly asked: Asked;
  readonly user: unknown;
  /** What the rule says, or the part of it that matters. */
  readonly answer: Partial<Record<'decided' | 'reason' | 'value' | 'gets', unknown>>;
}
