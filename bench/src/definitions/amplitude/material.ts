import type { Scale } from '../../measure/scale.js';
import type { Prepared } from '../places.js';
import { vardata } from './remote.js';
import { definitionSet, type AmplitudeSet } from './sets.js';

/** The flags of a set, for whoever starts to evaluate here; or the deployment that is asked remotely, with a count of fetches. */
export function prepareAmplitude(set: AmplitudeSet, _directory: string, scale: Scale): Prepared {
  if (set !== 'remote') {
    const flags = JSON.stringify(definitionSet(set, scale).flags);
    return { answer: (path) => (path.at(-1) === 'flags' ? flags : undefined) };
  }
  const text = vardata();
  let fetches = 0;
  return {
    answer: (path) => {
      switch (path.at(-1)) {
        case 'vardata':
          fetches += 1;
          return text;
        case 'fetches':
          return String(fetches);
        default:
          return undefined;
      }
    },
  };
}
