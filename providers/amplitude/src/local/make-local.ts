import type { LocalEvaluation, LocalParts } from '../client/local-evaluation.js';
import { LocalRuntime } from './local-runtime.js';

/** What evaluates locally behind a client. */
export function makeLocal(parts: LocalParts): LocalEvaluation {
  return new LocalRuntime(parts);
}
