/**
 * The flag program: what every vendor's definition is translated into. It is plain JSON, so that it can be saved,
 * compared, moved, and evaluated later without the vendor. `docs/flag-program.md` shows one real flag of each vendor.
 *
 * Every word in a program (operators, value types, hashes, spaces) is a name that is implemented once in this folder.
 * A name that nobody implements is an error when the program is compiled, and costs that one flag.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The codes of OpenFeature requirement 1.4.8 that an evaluation can end with. */
export type FailCode =
  | 'PROVIDER_NOT_READY'
  | 'FLAG_NOT_FOUND'
  | 'PARSE_ERROR'
  | 'TYPE_MISMATCH'
  | 'TARGETING_KEY_MISSING'
  | 'INVALID_CONTEXT'
  | 'GENERAL';

/** Why a step decides, in OpenFeature's words (types, 1.4.7). The vendor's own word is the step's label. */
export type Reason = 'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'ERROR';

export interface FlagProgram {
  /** The flag's name in the set. */
  readonly key: string;
  /** What the vendor calls this sort of flag; constant, for reports and metadata. */
  readonly kind: string;
  /** Constants of the flag that the vendor reports or shows: version, ids, sets. */
  readonly info: Readonly<Record<string, Json>>;
  /** What the flag can answer; acts name an outcome by its place in this list. */
  readonly outcomes: readonly Outcome[];
  /** Flags evaluated before the steps, each with its own `first` before it; their results feed `result` sources. */
  readonly first?: readonly string[];
  /** Tried in order; the first whose condition holds and whose act yields decides. If none does: no answer. */
  readonly steps: readonly Step[];
}

export interface Outcome {
  /** The vendor's name of this answer: treatment, variation key, option. */
  readonly variant: string | null;
  readonly value: Json;
  readonly id?: number | string;
  /** What comes with the value: a configuration, a payload. */
  readonly payload?: Json;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly metadata?: Readonly<Record<string, Json>>;
  /** Something is wrong with this answer: deciding for it fails the evaluation with this message. */
  readonly fault?: string;
}

export interface Step {
  /** Needed only where a `goto` leads. */
  readonly name?: string;
  /** Absent: always. */
  readonly when?: Condition;
  readonly then: Act;
  /** The vendor's own word for this way of deciding. */
  readonly label: string;
  readonly reason: Reason;
}

export type Act = Serve | Split | Caller | Fail | Next | Goto;

/** Yields an outcome. `mark` is a yes/no that travels with it (takes part in the experiment, say); default false. */
export interface Serve {
  readonly do: 'serve';
  readonly outcome: number;
  readonly mark?: boolean | Condition;
}

/** Yields what the first range that holds the bucket yields; no range: what `miss` yields; no `miss`: nothing. */
export interface Split {
  readonly do: 'split';
  readonly bucket: Bucket;
  readonly ranges: readonly Range[];
  readonly miss?: Act;
}

/**
 * Yields the variant that the caller named for this call. One that is unknown here is its own value, and has no id and no
 * parameters.
 */
export interface Caller {
  readonly do: 'caller';
}

/** Yields an error, perhaps with an outcome that a referring flag may take. `stop` fails the root evaluation. */
export interface Fail {
  readonly do: 'fail';
  readonly code: FailCode;
  readonly message: string;
  readonly outcome?: number;
  readonly stop?: boolean;
}

/** Yields nothing: the next step is tried. */
export interface Next {
  readonly do: 'next';
}

/** Yields nothing: goes on at a later step of that name. */
export interface Goto {
  readonly do: 'goto';
  readonly step: string;
}

/**
 * Where a unit falls.
 *
 * | space | bucket | a range holds it when |
 * |---|---|---|
 * | `percent` | 1..100: abs(hash mod 100) + 1 | from < bucket <= to (fractions allowed) |
 * | `slots` | 0..slots-1: abs(signed hash) mod slots | from <= bucket < to |
 * | `unit` | [0,1] | from <= bucket < to; 0..1 holds all |
 * | `two-level` | hash mod 100, then the quotient | both from <= first < to and inner from <= second < to |
 *
 * A unit that is absent has no bucket: no range holds it.
 */
export interface Bucket {
  readonly space: 'percent' | 'slots' | 'unit' | 'two-level';
  readonly hash: HashName;
  /** Taken modulo 2^32; default 0. */
  readonly seed?: number;
  /** Put before the unit, hashed once when the program is compiled; default none. */
  readonly salt?: string;
  /**
   * How the unit becomes the text that is hashed; default: text as it is, numbers and booleans as text. `json`: lists and
   * objects too, as compact JSON; an empty text counts as absent. `ascii`: a question mark for every UTF-16 unit above 0x7F.
   * `base64`: the UTF-8 bytes in base64, with padding.
   */
  readonly encoding?: 'json' | 'ascii' | 'base64';
  /** Number of slots, for the space `slots`. */
  readonly slots?: number;
  readonly of: ValueSource;
}

export interface Range {
  readonly from: number;
  readonly to: number;
  /** The second level of `two-level`. */
  readonly inner?: readonly [from: number, to: number];
  readonly then: Act;
}

/**
 * `murmur3`: x86, 32 bits, over UTF-8. `murmur3-wtf8`: the same, with an unpaired surrogate as its own three bytes
 * everywhere. `polynomial31`: h = 31h + unit over UTF-16, then XOR seed; signed. `md5`: the first four bytes of the MD5 over
 * UTF-8, least significant first; signed, without a seed.
 */
export type HashName = 'murmur3' | 'murmur3-wtf8' | 'polynomial31' | 'md5';

export type Condition =
  Constant | All | Any | Not | Test | Member | RuleReference | FlagReference | InBucket | FailCondition | Guard;

export interface Constant {
  readonly if: 'constant';
  readonly value: boolean;
}

/** Left to right, up to the first that is false. Empty: true. */
export interface All {
  readonly if: 'all';
  readonly of: readonly Condition[];
}

/** Left to right, up to the first that is true. Empty: false. */
export interface Any {
  readonly if: 'any';
  readonly of: readonly Condition[];
}

export interface Not {
  readonly if: 'not';
  readonly of: Condition;
}

/**
 * Compares what a source gives with the operands, both read as `as`. What cannot be read as that type does not match,
 * whatever the operator; a `not` around the test stands outside that.
 */
export interface Test {
  readonly if: 'test';
  readonly of: ValueSource;
  readonly operator: OperatorName;
  readonly as: ValueTypeName;
  readonly values: readonly Json[];
  /**
   * A list matches when one of its elements does; without it a list is read as a whole. `json-list`: text that is a JSON list
   * counts as a list too, and elements that are null or empty text are left out.
   */
  readonly each?: boolean | 'json-list';
  /** Turns the comparison round, inside `each`: what is not of the type still does not match. */
  readonly negate?: boolean;
  /** An expression that is invalid fails the evaluation when its turn comes; default: it matches nothing. */
  readonly invalid?: 'fail';
}

/** The source's text, read as `joined-text`, is a key of the named segment. An unknown segment has no keys. */
export interface Member {
  readonly if: 'member';
  readonly segment: string;
  readonly of: ValueSource;
}

/** The named condition of the set holds for this subject. A rule that leads back to itself is false there. */
export interface RuleReference {
  readonly if: 'rule';
  readonly rule: string;
  /** The answer when the set has no such rule; default false. */
  readonly missing?: 'false' | 'fail';
}

/** Evaluates another flag for the same subject and compares what `take` names. */
export interface FlagReference {
  readonly if: 'flag';
  readonly flag: string;
  readonly take: 'variant' | 'value' | 'id';
  /** Holds when what was taken equals one of these, or stands to them in the relation of `operator`. */
  readonly in: readonly Json[];
  /** Default `in`. */
  readonly operator?: OperatorName;
  /** The type that what was taken and what is wanted are read as; default `any`. */
  readonly as?: ValueTypeName;
  /** Turns that comparison round; the other fields stand outside. */
  readonly negate?: boolean;
  /** Only decisions with one of these labels count, others are false; default all. */
  readonly labels?: readonly string[];
  /** No such flag, or no answer: false, a failure, or a stand-in for what would have been taken. */
  readonly missing: 'false' | 'fail' | { readonly standIn: Json };
  /** The flag is already being evaluated. */
  readonly cycle: 'false' | 'fail';
  /** Evaluated and reported once per run, however often it is referred to. */
  readonly once?: boolean;
  /** The nested decision is reported beside the root's, perhaps under another label. */
  readonly report?: boolean | { readonly labels: Readonly<Record<string, string>> };
  /** The variant that `caller` acts of that flag serve. */
  readonly fallback?: string;
}

export interface InBucket {
  readonly if: 'bucket';
  readonly bucket: Bucket;
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

/** Reaching it fails the evaluation, up to the next `guard`. */
export interface FailCondition {
  readonly if: 'fail';
  readonly code: FailCode;
  readonly message: string;
}

/** A failure inside is false. */
export interface Guard {
  readonly if: 'guard';
  readonly of: Condition;
}

/** Where a value comes from. Own properties only, everywhere. */
export type ValueSource =
  /** The unit that is targeted. */
  | { readonly from: 'key' }
  /** The unit that is bucketed, where it may differ. */
  | { readonly from: 'bucketing-key' }
  /** A named identifier. */
  | { readonly from: 'identifier'; readonly name: string }
  | { readonly from: 'attribute'; readonly name: string }
  /** A second table of attributes, kept apart from the first. */
  | { readonly from: 'extra'; readonly name: string }
  /** A place in the caller's document; digits index lists. */
  | { readonly from: 'path'; readonly path: readonly string[] }
  /**
   * The answer of a flag that a `first` named, of this program or of one that this run has come by before: `variant`,
   * `value`, `payload`, `metadata`, then deeper. A reference leaves none: which references are followed depends on what
   * came before them.
   */
  | { readonly from: 'result'; readonly flag: string; readonly path: readonly string[] }
  | { readonly from: 'constant'; readonly value: Json };

/**
 * | operator | holds when the value |
 * |---|---|
 * | `present` | is there, and is neither undefined nor what its type refuses |
 * | `in` | equals one of the operands |
 * | `starts-with`, `ends-with`, `contains` | as text, for one of the operands |
 * | `matches` | is matched somewhere by one of the regular expressions |
 * | `matches-ignoring-case` | the same, upper and lower case alike |
 * | `part-of` | as text, is found within one of the operands |
 * | `at-least`, `at-most`, `above`, `below` | in the type's order, against one of the operands |
 * | `between` | lies between the first operand and the second, both included |
 * | `same-set`, `meets-set`, `covers-set`, `within-set` | as a set: equal, shares one, has all, has no other |
 */
export type OperatorName =
  | 'present'
  | 'in'
  | 'starts-with'
  | 'ends-with'
  | 'contains'
  | 'matches'
  | 'matches-ignoring-case'
  | 'part-of'
  | 'at-least'
  | 'at-most'
  | 'above'
  | 'below'
  | 'between'
  | 'same-set'
  | 'meets-set'
  | 'covers-set'
  | 'within-set';

/**
 * How a value is read before it is compared.
 *
 * | type | accepts |
 * |---|---|
 * | `any` | everything but undefined, as it is |
 * | `filled` | what `joined-text` accepts, and dates, sets and maps; as it is. So `[5]` is refused, and `[5, 6]`, a comma, is not |
 * | `string` | strings, as they are |
 * | `joined-text` | non-empty text; numbers and booleans as text; a list joined by commas, with nothing for what is no text |
 * | `number` | finite numbers, text that JavaScript reads as a number, dates as milliseconds; not empty text |
 * | `boolean` | booleans; `true` and `false` in any case |
 * | `text-set` | non-empty lists and sets, their elements as text |
 * | `semver` | text of exactly three numbers, perhaps a pre-release and metadata; metadata does not order |
 * | `semver-text` | the same, equal only when the normalised text with its metadata is |
 * | `text` | strings, also empty ones; numbers and booleans as text |
 * | `decimal` | finite numbers, text that holds a decimal number |
 * | `strict-boolean` | booleans; `true` and `false` in lower case |
 * | `rounded-float` | numbers, and text that Python reads as a float, rounded to 5 decimals, ties to even; NaN is refused |
 * | `version` | text of one to three numbers without leading zeros, perhaps a pre-release and a build |
 * | `day`, `minute` | dates, and numbers as milliseconds, cut to the UTC day or minute |
 * | `day-from-seconds`, `minute-from-seconds` | the same, with numbers as seconds |
 * | `json-text` | everything but null: strings as they are, lists and objects as compact JSON |
 * | `json-word` | the same, with the words true and false in lower case |
 * | `json-lower` | the same, all in lower case |
 * | `json-set` | lists, and text that is a JSON list: their distinct elements as `json-text`, none that is empty |
 * | `json-words` | the same as `json-word`, with what is there twice counted twice |
 * | `js-number` | what JavaScript's `Number()` makes of the `json-text`; infinities count |
 * | `loose-version` | `json-text`, ordered as two or three numbers, perhaps with a suffix, or as text |
 */
export type ValueTypeName =
  | 'any'
  | 'filled'
  | 'string'
  | 'joined-text'
  | 'number'
  | 'boolean'
  | 'text-set'
  | 'semver'
  | 'semver-text'
  | 'text'
  | 'decimal'
  | 'strict-boolean'
  | 'rounded-float'
  | 'version'
  | 'day'
  | 'minute'
  | 'day-from-seconds'
  | 'minute-from-seconds'
  | 'json-text'
  | 'json-word'
  | 'json-lower'
  | 'json-set'
  | 'json-words'
  | 'js-number'
  | 'loose-version';
