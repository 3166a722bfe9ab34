import { FormatError, objectOf, type VectorSuite } from '../case.js';
import { evaluationCases } from './evaluations.js';
import { hashCases } from './hashes.js';

/** Reads a file in one of the two formats of the Hackle page's §10. */
export function readHackleVectors(document: unknown): VectorSuite {
  const file = objectOf(document, 'the file');
  switch (file.format) {
    case 'hackle-hash/1':
      return { cases: hashCases(file), skipped: [] };
    case 'hackle-evaluations/1':
      return { cases: evaluationCases(file), skipped: [] };
    default:
      throw new FormatError('its format is neither "hackle-hash/1" nor "hackle-evaluations/1"');
  }
}
