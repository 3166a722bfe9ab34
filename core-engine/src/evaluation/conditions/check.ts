import type { State } from '../state.js';
import type { Subject } from '../subject.js';

/** A compiled condition. */
export type Check = (subject: Subject, state: State) => boolean;

/** A question that needs nothing but the subject. */
export type SubjectTest = (subject: Subject) => boolean;
