import { AmplitudeCookie } from '@polyflag/amplitude-provider';
import { FormatError, rowsOf, type VectorCase } from '../case.js';

type Row = Readonly<Record<string, unknown>>;

/** Rows of `amplitude-cookie` (spec §7.2). */
export function cookieCases(document: Row): VectorCase[] {
  return [
    ...casesOf(document, 'cookieName', 'apiKey', (apiKey, newFormat) => AmplitudeCookie.cookieName(apiKey, newFormat)),
    ...casesOf(document, 'generate', 'deviceId', (deviceId, newFormat) =>
      AmplitudeCookie.generate(deviceId, newFormat),
    ),
    ...casesOf(document, 'parse', 'cookie', (cookie, newFormat) => AmplitudeCookie.parse(cookie, newFormat)),
  ];
}

function casesOf(
  document: Row,
  section: string,
  argument: string,
  ask: (given: string, newFormat: boolean) => unknown,
): VectorCase[] {
  return rowsOf(document[section], section).map((row, at) => {
    const { id, newFormat, expect, error } = row;
    const given = row[argument];
    if (typeof given !== 'string' || typeof newFormat !== 'boolean' || (expect === undefined && error === undefined)) {
      throw new FormatError(`${section}[${String(at)}] has no ${argument}, no newFormat or expects nothing`);
    }
    return {
      id: typeof id === 'string' ? id : `${section}[${String(at)}]`,
      expected: row.throws === true ? { error } : expect,
      answer: () => answerOf(() => ask(given, newFormat)),
    };
  });
}

function answerOf(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    return { error: (error as Error).message };
  }
}
