import { FormatError, objectOf, type VectorSuite } from '../case.js';
import { evaluationSuite } from './evaluations.js';
import { hashCases } from './hashes.js';
import { tokenSuite } from './tokens.js';

/** Reads a file in one of the three formats of the featureflag.co page's §14. */
export function readFeatureFlagCoVectors(document: unknown): VectorSuite {
  const file = objectOf(document, 'the file');
  switch (file.format) {
    case 'ffc-evaluations/1':
      return evaluationSuite(file);
    case 'ffc-hash/1':
      return { cases: hashCases(file), skipped: [] };
    case 'ffc-token/1':
      return tokenSuite(file);
    default:
      throw new FormatError('the format is none of ffc-evaluations/1, ffc-hash/1 and ffc-token/1');
  }
}
