import {
  assignmentEvent,
  canonicalOf,
  exposureEvents,
  hashOf,
  Once,
  type RawVariant,
} from '@polyflag/amplitude-provider/internal';
import { rowsOf, type VectorCase } from '../case.js';

type Row = Readonly<Record<string, unknown>>;
type Asked = Pick<VectorCase, 'expected' | 'answer'>;
type User = Parameters<typeof canonicalOf>[0];
type Results = Readonly<Record<string, RawVariant>>;

/** The events that results come to. */
export function trackingCases(row: Row): Asked {
  const { canonical, canonicalHash, exposures, assignment } = row;
  const user = row.user as User;
  const results = row.results as Results;
  const at = row.timestamp as number;
  return {
    expected: { canonical, canonicalHash, exposures, assignment },
    answer: () => {
      const text = canonicalOf(user, results);
      return {
        canonical: text,
        canonicalHash: hashOf(text),
        exposures: exposureEvents(user, results, at),
        assignment: assignmentEvent(user, results, at),
      };
    },
  };
}

/** Which of several results are reported. */
export function dedupeCases(row: Row): Asked {
  const steps = rowsOf(row.steps, 'steps');
  return {
    expected: steps.map(({ track }) => track),
    answer: () => {
      const once = new Once(row.capacity as number, row.ttlMillis as number);
      return steps.map(({ user, results, atMillis }) => {
        const isEmpty = Object.keys(results as Results).length === 0;
        return !isEmpty && once.isFirst(canonicalOf(user as User, results as Results), atMillis as number);
      });
    },
  };
}
