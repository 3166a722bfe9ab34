import { isRaw } from '@polyflag/core-engine';
import { showType } from '../validation/show.js';

/** What one entry says of its flag. */
export interface Entry {
  readonly treatment: string;
  /** Whom it is for; `undefined`: everybody. */
  readonly keys: readonly string[] | undefined;
  readonly config: string | undefined;
}

type Warn = (message: string) => void;

/** How YAML writes null, and how null arrives where every scalar keeps its text. */
const NULL = /^(?:~|null|Null|NULL)?$/;

/** Reads what stands below the name of a flag. `undefined`, and a warning: the entry cannot be used. */
export function readEntry(written: unknown, warn: Warn): Entry | undefined {
  if (!isRaw(written)) {
    warn(`is left out: expected its treatment below its name, found ${showType(written)}`);
    return undefined;
  }
  const treatment = valueText(written.treatment);
  if (treatment === undefined) {
    const found = typeof written.treatment === 'string' ? 'nothing' : showType(written.treatment);
    warn(`is left out: expected a treatment, found ${found}`);
    return undefined;
  }
  const keys = written.keys === undefined ? undefined : readKeys(written.keys, warn);
  if (keys === null) return undefined;
  return { treatment, keys, config: readConfig(written.config, warn) };
}

/** `null`: keys are there and cannot be read. Such an entry is for nobody: to serve everybody instead would be worse. */
function readKeys(written: unknown, warn: Warn): readonly string[] | null {
  if (Array.isArray(written)) {
    const texts = (written as readonly unknown[]).map(scalarText);
    const keys = texts.filter((text) => text !== undefined);
    if (keys.length < texts.length) warn('keys: expected texts, left out what is none');
    return keys;
  }
  const key = scalarText(written);
  if (key !== undefined && key !== '') return [key];
  warn(`is left out: expected keys to be a text or a list of texts, found ${showType(written)}`);
  return null;
}

function readConfig(written: unknown, warn: Warn): string | undefined {
  const config = valueText(written);
  if (config === undefined && scalarText(written) === undefined && written !== undefined && written !== null) {
    warn(`has no config: expected a text, such as JSON in quotes, found ${showType(written)}`);
  }
  return config;
}

/** The text of a treatment or a config; `undefined` where there is none. */
function valueText(value: unknown): string | undefined {
  const text = scalarText(value);
  return text === undefined || NULL.test(text.trim()) ? undefined : text;
}

/** What was written where YAML, or another version of it, reads a number or a boolean (§8.3 → Do). */
function scalarText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}
