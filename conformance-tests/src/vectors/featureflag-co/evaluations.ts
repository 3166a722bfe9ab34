import type { FFCUser } from '@polyflag/featureflag-co-provider';
import { FormatError, objectOf, rowsOf, type SkippedCase, type VectorCase, type VectorSuite } from '../case.js';
import { decidedEvents, decidedState } from './decided.js';
import { openClient, type OpenedClient } from './opened.js';
import { syncCases } from './sync.js';

type Row = Readonly<Record<string, unknown>>;

/** Rows of `ffc-evaluations/1` (spec §14): single evaluations, `isEnabled`, all flags, and what messages come to. */
export function evaluationSuite(document: Row): VectorSuite {
  const { envSecret } = document;
  if (typeof envSecret !== 'string') throw new FormatError('the file has no env secret');
  const opened = lazily(() => openWith(envSecret, document.dataSync));
  const rows = rowsOf(document.vectors, 'vectors');
  const skipped: SkippedCase[] = [];
  const cases: VectorCase[] = [];
  for (const [at, row] of rows.entries()) {
    const id = typeof row.id === 'string' ? row.id : `vectors[${String(at)}]`;
    if (row.category === 'regex-dialect') skipped.push({ id, rule: 'DECISIONS 33: expressions of another dialect' });
    else cases.push(evaluationCase(id, row, opened));
  }
  cases.push(...isEnabledCases(envSecret, document, opened), ...allFlagsCases(envSecret, document));
  cases.push(...syncCases(envSecret, document));
  return { cases, skipped };
}

function evaluationCase(id: string, row: Row, opened: () => Promise<OpenedClient>): VectorCase {
  const recorded = objectOf(row.expected, `${id} expected`);
  if (!Array.isArray(row.events)) throw new FormatError(`${id} expects no events`);
  const state = decidedState(id, recorded, row);
  const events = decidedEvents(row.events as Row[], recorded, state, objectOf(row, id));
  const user = 'eventUser' in row ? { eventUser: row.eventUser } : {};
  return {
    id,
    expected: { ...state, events, ...user },
    answer: async () => answer(await opened(), row),
  };
}

function answer(opened: OpenedClient, row: Row): Row {
  const { client } = opened;
  opened.events();
  const flagKey = row.flagKey as string;
  const user = row.user as FFCUser;
  const state = client.variationDetail(flagKey, user, row.default);
  const sent = opened.events();
  const told = {
    success: state.success,
    message: state.message,
    ...state.data,
    events: sent.flatMap(variationsOf),
    ...('eventUser' in row ? { eventUser: sent[0]?.user } : {}),
  };
  // The shorter way to the same answer must not say otherwise.
  const brief = client.variation(flagKey, user, row.default);
  return brief === state.data.variation ? told : { ...told, brief };
}

/** What an event says of flags, without the time. */
function variationsOf(event: Row): readonly Row[] {
  return rowsOf(event.userVariations, 'userVariations').map(({ timestamp, ...variation }) =>
    typeof timestamp === 'number' ? variation : { ...variation, timestamp: 'missing' },
  );
}

const nobody: FFCUser = { key: 'alice' };

/** A flag that serves the value to everybody; `null`: no flag. */
function isEnabledCases(envSecret: string, document: Row, opened: () => Promise<OpenedClient>): VectorCase[] {
  return rowsOf(document.isEnabled, 'isEnabled').map(({ variationValue, expected }, at) => ({
    id: `isEnabled[${String(at)}] ${JSON.stringify(variationValue)}`,
    expected,
    answer: async () => {
      const template = variationValue === null ? undefined : await flagServing(envSecret, document, variationValue);
      const client = template === undefined ? (await opened()).client : (await openWith(envSecret, template)).client;
      return client.isEnabled(variationValue === null ? 'never-created' : 'served', nobody);
    },
  }));
}

function flagServing(envSecret: string, document: Row, variationValue: unknown): Promise<unknown> {
  const option = { localId: 1, displayOrder: 1, variationValue };
  const id = `${String(document.flagIdPrefix)}served`;
  const ff = {
    id,
    name: 'Served',
    keyName: 'served',
    status: 'Enabled',
    isDefaultRulePercentageRolloutsIncludedInExpt: null,
    defaultRulePercentageRollouts: [{ exptRollout: null, rolloutPercentage: [0, 1], valueOption: option }],
    variationOptionWhenDisabled: option,
  };
  const flag = { id, isArchived: false, timestamp: 1, exptIncludeAllRules: null, ff };
  const lists = { ffp: [], fftuwmtr: [], targetIndividuals: [] };
  const data = { eventType: 'full', featureFlags: [{ ...flag, ...lists }], segments: [] };
  return Promise.resolve({ messageType: 'data-sync', data });
}

function allFlagsCases(envSecret: string, document: Row): VectorCase[] {
  const allFlags = objectOf(document.allFlags, 'allFlags');
  const opened = lazily(() => openWith(envSecret, allFlags.dataSync));
  const cases = rowsOf(allFlags.cases, 'allFlags.cases').map((row, at): VectorCase => {
    const onGet = objectOf(row.onGet, 'onGet');
    return {
      id: `allFlags.cases[${String(at)}]`,
      expected: { states: row.expected, sentBefore: 0, onGet },
      answer: async () => allStates(await opened(), row.user as FFCUser, Object.keys(onGet)),
    };
  });
  const known = rowsOf(allFlags.known, 'allFlags.known').map(({ flagKey, expected }): VectorCase => ({
    id: `allFlags.known ${JSON.stringify(flagKey)}`,
    expected,
    answer: async () => (await opened()).client.isFlagKnown(flagKey as string),
  }));
  return [...cases, ...known];
}

function allStates(opened: OpenedClient, user: FFCUser, keys: readonly string[]): Row {
  opened.events();
  const states = opened.client.getAllLatestFlagVariations(user);
  const sentBefore = opened.events().length;
  const onGet = keys.map((key) => {
    const found = states.get(key) !== null;
    return [key, { found, events: opened.events().flatMap(variationsOf) }] as const;
  });
  return { states: JSON.parse(JSON.stringify(states)) as unknown, sentBefore, onGet: Object.fromEntries(onGet) };
}

async function openWith(envSecret: string, message: unknown): Promise<OpenedClient> {
  const opened = openClient(envSecret);
  if (!(await opened.receive(message))) throw new FormatError('a message is none');
  return opened;
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
