import type { State } from '../state.js';
import type { Subject } from '../subject.js';

/** A compiled condition. */
export type Check = (subject: Subject, state: State) => boolean;
