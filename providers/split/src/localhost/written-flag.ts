import { sameJson, type Comparable } from '@polyflag/core-engine';
import { keepParsed, type FlagRecord, type Keep } from '../wire/decode.js';
import type { FlagWire } from '../wire/definitions.js';
import { completeFlag } from './complete-flag.js';
import { Fields } from './fields.js';

/** A text longer than this, in characters, takes longer to parse than a first answer should. */
const LONG = 65_536;

const NONE: readonly never[] = Object.freeze([]);

/**
 * A flag of a JSON file that is kept as it was written and parsed again when it is asked for: of a large file most flags
 * are never asked for, and texts cost neither the heap nor its collector anything.
 */
export class WrittenFlag implements FlagRecord, Comparable {
  readonly unsupported: string | undefined;
  readonly trafficTypeName: FlagWire['trafficTypeName'];
  readonly sets: FlagWire['sets'];
  private readonly text: string;

  private constructor(text: string, { trafficTypeName, sets }: FlagWire, unsupported: string | undefined) {
    this.text = text;
    this.unsupported = unsupported;
    this.trafficTypeName = trafficTypeName;
    // Most flags are in no flag set: they share that.
    this.sets = sets?.length === 0 ? NONE : sets;
  }

  /** Keeps the text of a flag that was parsed; a long one as it was parsed, so that its first answer does not wait. */
  static keep(text: string): Keep {
    return text.length > LONG ? keepParsed : (flag, unsupported) => new WrittenFlag(text, flag, unsupported);
  }

  get flag(): FlagWire {
    const written = JSON.parse(this.text) as Readonly<Record<string, unknown>>;
    // What was wrong with it has been said.
    return completeFlag(String(written.name), new Fields(written, '', []));
  }

  isSameAs(other: unknown): boolean {
    if (other instanceof WrittenFlag && other.text === this.text) return true;
    return sameJson(this.flag, (other as FlagRecord).flag);
  }
}
