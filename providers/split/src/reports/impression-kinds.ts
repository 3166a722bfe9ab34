import { PeriodCounter, SeenLane, type Decision } from '@polyflag/core-engine';
import { treatmentOf } from '../client/answer.js';
import { changeNumberOf, type Evaluated } from './evaluated.js';

/** What is counted of one flag, and the keys that were reported of it where only those are. */
export class FlagTally extends SeenLane {
  readonly counter: PeriodCounter;

  constructor(name: string) {
    super();
    this.counter = new PeriodCounter(name);
  }
}

/** What an impression says beside its key and its time, and the keys that it was made for. */
export interface KindParts {
  readonly feature: string;
  readonly treatment: string;
  readonly label: string;
  readonly changeNumber: number | undefined;
  /** Whether the flag's impressions are never sent one by one, whatever the mode. */
  readonly disabled: boolean;
}

/**
 * All impressions of the same flag, treatment, label and change number. Two impressions of one kind for one matching key are
 * the same impression (§6.3).
 */
export class ImpressionKind extends SeenLane {
  readonly parts: KindParts;
  readonly tally: FlagTally;
  /** Whether its impressions are only counted, and their keys noted. */
  readonly counted: boolean;
  /** Whether this is the one object that stands for its kind; false before its first key, and once its last is forgotten. */
  current = false;

  constructor(parts: KindParts, tally: FlagTally, counted: boolean) {
    super();
    this.parts = parts;
    this.tally = tally;
    this.counted = counted;
  }
}

/** More names of flags than any environment has. */
const MOST_TALLIES = 50_000;

/**
 * Finds the kind of an impression. A decision is built once and says all that a kind does, so it keeps its kind; but a flag
 * that is compiled anew, with nothing changed, or two rules with one label, have other decisions and still the same kind.
 * Kinds are therefore known by what they say as long as any key is remembered of them.
 */
export class ImpressionKinds {
  private readonly kinds = new Map<string, ImpressionKind>();
  private readonly tallies = new Map<string, FlagTally>();
  private readonly countsOnly: boolean;

  /** @param countsOnly whether no impression is sent one by one, of whatever flag */
  constructor(countsOnly: boolean) {
    this.countsOnly = countsOnly;
  }

  /** How many kinds are known. */
  get size(): number {
    return this.kinds.size;
  }

  /** The kind of a decision that was answered as it stands. The decision keeps it in its slot. */
  ofDecision(decision: Decision): ImpressionKind {
    const known = decision.slot.vendor;
    if (known instanceof ImpressionKind && known.current) return known;
    const kind = this.ofParts({
      feature: decision.flag?.key ?? '',
      treatment: treatmentOf(decision),
      label: decision.label,
      changeNumber: changeNumberOf(decision),
      disabled: decision.flag?.info.impressionsDisabled === true,
    });
    decision.slot.vendor = kind;
    return kind;
  }

  /** The kind of an evaluation whose answer may differ from the decision. */
  ofEvaluated({ feature, treatment, label, decision }: Evaluated): ImpressionKind {
    if (label === decision.label && treatment === treatmentOf(decision) && feature === decision.flag?.key)
      return this.ofDecision(decision);
    const disabled = decision.flag?.info.impressionsDisabled === true;
    return this.ofParts({ feature, treatment, label, changeNumber: changeNumberOf(decision), disabled });
  }

  /** From now on this is the object of its kind: a key is about to be remembered of it. */
  admit(kind: ImpressionKind): void {
    kind.current = true;
    this.kinds.set(nameOf(kind.parts), kind);
  }

  /** No key is remembered of it any more. */
  forget(kind: ImpressionKind): void {
    kind.current = false;
    this.kinds.delete(nameOf(kind.parts));
  }

  private ofParts(parts: KindParts): ImpressionKind {
    const counted = this.countsOnly || parts.disabled;
    const known = counted ? undefined : this.kinds.get(nameOf(parts));
    if (known !== undefined) return known;
    const kind = new ImpressionKind(parts, this.tallyOf(parts.feature), counted);
    // No key is remembered of it: it may stand for its kind beside others.
    kind.current = counted;
    return kind;
  }

  private tallyOf(name: string): FlagTally {
    let tally = this.tallies.get(name);
    if (tally === undefined) {
      // Names that were asked for before the flags were there can be anything. Two tallies of one name do no harm.
      if (this.tallies.size >= MOST_TALLIES) this.tallies.clear();
      this.tallies.set(name, (tally = new FlagTally(name)));
    }
    return tally;
  }
}

/** Any text may be in a name: JSON keeps the parts apart. */
function nameOf({ feature, treatment, label, changeNumber }: KindParts): string {
  return JSON.stringify([feature, treatment, label, changeNumber]);
}
