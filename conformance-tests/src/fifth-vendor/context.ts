import { ownTable, type FlagSet, type Subject } from '@polyflag/core-engine';
import type { EvaluationContext } from '@openfeature/core';

/** Whom a flag is evaluated for. Bound and handed to the set at once: the subject is used again. */
export function subjectOf(set: FlagSet, context: EvaluationContext): Subject {
  const root = ownTable(context);
  const { targetingKey } = context;
  const subject = set.subject();
  subject.key = typeof targetingKey === 'string' ? targetingKey : '';
  subject.root = root;
  return subject;
}
