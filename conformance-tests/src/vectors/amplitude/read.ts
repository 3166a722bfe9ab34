import { FormatError, objectOf, type VectorSuite } from '../case.js';
import { cookieCases } from './cookie.js';
import { evaluationCases } from './evaluations.js';
import { remoteCases } from './remote.js';

/** Reads a file in one of the formats of the Amplitude page's §7. */
export function readAmplitudeVectors(document: unknown): VectorSuite {
  const file = objectOf(document, 'the file');
  switch (file.format) {
    case 'amplitude-cookie':
      return { cases: cookieCases(file), skipped: [] };
    case 'amplitude-evaluations':
      return { cases: evaluationCases(file), skipped: [] };
    case 'amplitude-remote':
      return { cases: remoteCases(file), skipped: [] };
    default:
      throw new FormatError('its format is none of "amplitude-cookie", "amplitude-evaluations" and "amplitude-remote"');
  }
}
