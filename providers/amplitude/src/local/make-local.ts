import { general } from '@polyflag/core-engine';
import type { LocalEvaluation, LocalParts } from '../client/local-evaluation.js';

/** @throws CodedError: this build evaluates remotely only */
export function makeLocal(_parts: LocalParts): LocalEvaluation {
  throw general('"localEvaluation": this build evaluates remotely only');
}
