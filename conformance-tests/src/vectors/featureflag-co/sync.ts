import { FormatError, objectOf, rowsOf, type VectorCase } from '../case.js';
import { openClient, type OpenedClient } from './opened.js';

type Row = Readonly<Record<string, unknown>>;

/** Scenarios of messages: each step is a case, and takes those before it along. */
export function syncCases(envSecret: string, document: Row): VectorCase[] {
  return rowsOf(document.sync, 'sync').flatMap((scenario) => {
    const { name } = scenario;
    if (typeof name !== 'string') throw new FormatError('a scenario has no name');
    const steps = rowsOf(scenario.steps, `${name} steps`);
    let carried: Row = {};
    return steps.map((step, at): VectorCase => {
      const decided = decisions[name]?.[at];
      if (decided !== undefined) carried = { ...carried, ...decided };
      const { processingError: _, ...recorded } = { ...objectOf(step.expected, name), ...perItemOf(step) };
      return {
        id: `sync ${JSON.stringify(name)} step ${String(at + 1)}`,
        expected: {
          ...recorded,
          // What was decided for stays in force for the steps that follow.
          ...carried,
          accepted: decided === undefined ? step.accepted : true,
        },
        answer: () => play(envSecret, steps.slice(0, at + 1)),
      };
    });
  });
}

/** Each item by its own version (D2), where that makes a difference. */
function perItemOf(step: Row): Row {
  return typeof step.perItem === 'object' && step.perItem !== null ? (step.perItem as Row) : {};
}

const empty: Row = { version: 0, storageInitialized: true, state: 'OK', ready: true, items: {} };

/** What Polyflag answers otherwise than was recorded, by the steps of a scenario. */
const decisions: Readonly<Record<string, Readonly<Record<number, Row>>>> = {
  // An empty set is a set (D3).
  'empty full payload never initialises the storage': { 0: empty },
  // A list that is missing or null is empty (spec §4.4), and an empty set is a set (D3).
  'messages that are not accepted (the last one is, being iterable)': { 6: empty, 10: empty },
  // What is wrong with one item costs that item (D14).
  'item without isArchived aborts the whole message': {
    0: {
      version: 1662000002214,
      storageInitialized: true,
      state: 'OK',
      ready: true,
      items: { 'FF__36__46__98__misc-s5': { timestamp: 1662000002214, isArchived: false, value: 'y' } },
    },
  },
};

async function play(envSecret: string, steps: readonly Row[]): Promise<Row> {
  const opened = openClient(envSecret);
  let accepted = false;
  for (const { message } of steps) accepted = await opened.receive(message);
  const { client } = opened;
  const definitions = opened.definitions();
  const state = client.updateStatusProvider.currentState.stateType;
  return {
    accepted,
    version: definitions.version,
    storageInitialized: definitions.initialized,
    state,
    ready: client.initialized,
    items: itemsOf(opened),
  };
}

/** What is known of each item: a flag with what it serves, a segment with whom it names. */
function itemsOf({ client, definitions }: OpenedClient): Row {
  const { items, set } = definitions();
  const flags = [...items.flags].map(([id, known]) => {
    const [key = ''] = definitions().keysOf([id]);
    return [id, known.isArchived ? known : { ...known, value: client.variation(key, { key: 'alice' }) }];
  });
  const segments = [...items.segments].map(([id, known]) => {
    const included = [...(set.table.segments.get(`${id} included`)?.keys ?? [])];
    return [id, known.isArchived ? known : { ...known, included }];
  });
  return Object.fromEntries([...flags, ...segments]) as Row;
}
