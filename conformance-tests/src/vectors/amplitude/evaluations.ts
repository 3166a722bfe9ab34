import { murmur3Wtf8 } from '@polyflag/core-engine';
import { FormatError, objectOf, rowsOf, type VectorCase } from '../case.js';
import { contextOf, inOrder } from './functions.js';
import { openLocalClient, type CohortRow } from './opened-local.js';
import { dedupeCases, trackingCases } from './tracking.js';

type Row = Readonly<Record<string, unknown>>;
type User = Parameters<ReturnType<typeof openLocalClient>['evaluateV2']>[0];

/** Rows of `amplitude-evaluations` (spec §7.1). */
export function evaluationCases(document: Row): VectorCase[] {
  return [
    ...casesOf(document, 'hashes', ['input'], hashed),
    ...casesOf(document, 'contexts', ['user', 'context'], ({ user, context }) => ({
      expected: context,
      answer: () => contextOf(user as Row),
    })),
    ...casesOf(document, 'sorts', ['flags'], ({ flags, flagKeys, order, error }) => ({
      expected: error === undefined ? order : { error },
      answer: () => inOrder(flags, flagKeys),
    })),
    ...evaluated(document),
    ...casesOf(document, 'trackingEvents', ['user', 'results', 'timestamp'], trackingCases),
    ...casesOf(document, 'dedupe', ['capacity', 'ttlMillis', 'steps'], dedupeCases),
  ];
}

type Asked = Pick<VectorCase, 'expected' | 'answer'>;

function casesOf(document: Row, section: string, members: readonly string[], read: (row: Row) => Asked): VectorCase[] {
  return rowsOf(document[section], section).map((row, at) => {
    const place = `${section}[${String(at)}]`;
    const absent = members.find((member) => row[member] === undefined);
    if (absent !== undefined) throw new FormatError(`${place} has no ${absent}`);
    return { id: typeof row.id === 'string' ? row.id : place, ...read(row) };
  });
}

function hashed({ input, murmur3, allocation, distribution }: Row): Asked {
  return {
    expected: { murmur3, allocation, distribution },
    answer: () => {
      const hash = murmur3Wtf8('', 0)(input as string) >>> 0;
      return { murmur3: hash, allocation: hash % 100, distribution: Math.floor(hash / 100) };
    },
  };
}

/** What is evaluated by a client, in both versions of its method. */
function evaluated(document: Row): VectorCase[] {
  const flagSets = objectOf(document.flagSets, 'flagSets');
  return casesOf(document, 'evaluations', ['flagSet', 'user', 'expect'], (row) => {
    const { user, flagSet, flagKeys, cohorts = [], expect } = row;
    if (typeof flagSet !== 'string' || !Object.hasOwn(flagSets, flagSet)) {
      throw new FormatError('a row names no set of flags');
    }
    const flags = rowsOf(flagSets[flagSet], flagSet);
    return {
      expected: expect,
      answer: async () => {
        const client = openLocalClient(flags, cohorts as readonly CohortRow[]);
        const keys = flagKeys as readonly string[] | undefined;
        const asked = structuredClone(user) as User;
        const given = await answerOf(async () => ({
          v2: plain(client.evaluateV2(asked, keys)),
          v1: Object.keys(await client.evaluate(asked, keys)),
        }));
        return JSON.stringify(asked) === JSON.stringify(user) ? given : { changed: asked };
      },
    };
  });
}

async function answerOf(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    return { error: (error as Error).message, errorName: (error as Error).name };
  }
}

/** As JSON has it: what is undefined is not there. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
