import { FormatError, objectOf, rowsOf, type VectorCase } from '../case.js';
import { ask, askBriefly, bodyOf, envelopeOf } from './ask.js';
import { openClient, type OpenedClient } from './opened.js';

type Row = Readonly<Record<string, unknown>>;

/** Rows of `hackle-evaluations/1` (spec §10.2): the cases, then the divergences by what they expect. */
export function evaluationCases(document: Row): VectorCase[] {
  const workspaces = objectOf(document.workspaces, 'workspaces');
  const opened = new Map<unknown, Promise<OpenedClient>>();
  const open = (name: unknown): Promise<OpenedClient> => {
    let client = opened.get(name);
    if (client === undefined) opened.set(name, (client = openClient(workspaceOf(workspaces, name))));
    return client;
  };
  return [...rowsOf(document.cases, 'cases'), ...rowsOf(document.divergences, 'divergences')].map((row, at) => {
    const id = typeof row.id === 'string' ? row.id : `row ${String(at)}`;
    const expected = objectOf(row.expect, `${id} expect`);
    if (!Array.isArray(expected.events)) throw new FormatError(`${id} expects no events`);
    workspaceOf(workspaces, row.workspace);
    return { id, expected, answer: async () => answer(await open(row.workspace), id, row, 'envelope' in expected) };
  });
}

function answer(opened: OpenedClient, id: string, row: Row, withEnvelope: boolean): Row {
  opened.events();
  const given = ask(opened, id, row);
  const events = opened.events();
  const told = { ...given, events: events.map(bodyOf), ...(withEnvelope ? { envelope: envelopeOf(events) } : {}) };
  const brief = askBriefly(opened, row);
  const contradiction = Object.entries(brief).find(([name, value]) => given[name] !== value);
  return contradiction === undefined ? told : { ...told, brief };
}

function workspaceOf(workspaces: Row, name: unknown): unknown {
  if (name === null) return null;
  if (typeof name !== 'string' || !Object.hasOwn(workspaces, name)) throw new FormatError('a row names no workspace');
  return workspaces[name];
}
