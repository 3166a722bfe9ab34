import { readNamedSet, readUnitEscape } from './escapes.js';
import { foldSet } from './fold.js';
import { countGroups } from './group-count.js';
import { NOT_LINE_END } from './named-sets.js';
import { readClass } from './read-class.js';
import { Reader } from './reader.js';
import { choice, repeat, sequence } from './tree.js';
import { oneUnit } from './unit-set.js';
/** What follows is recursive all over; no expression that a person wrote comes near. */
const MAX_DEPTH = 200;
const QUANTIFIER = /(?:(?<sign>[*+?])|\{(?<min>\d+)(?<range>,(?<max>\d*))?\})\??/y;
const GROUP_OPENING = /\?(?:<?[=!]|:|<[^>]+>)/y;
// Looks only: whether the digits are a reference depends on their value.
const NUMBER_AHEAD = /(?=([1-9]\d*))/y;
const NAME = /k<[^>]*>/y;
/** A valid expression that this parser does not take; the message says why. */
export class ParseGap extends Error {}
/**
 * Reads an expression that `new RegExp(source)` or `new RegExp(source, 'i')` accepts, with everything that browsers
 * allow beyond the plain grammar. It checks nothing that the engine itself has checked. Throws `ParseGap`.
 */
export function parse(source, ignoreCase) {
  return new Parser(source, ignoreCase).run();
}
class Parser {
  reader;
  ignoreCase;
  counted;
  groups = new Map();
  opened = 0;
  depth = 0;
  constructor(source, ignoreCase) {
    this.reader = new Reader(source);
    this.ignoreCase = ignoreCase;
    this.counted = countGroups(source);
  }
  run() {
    const root = this.choice();
    if (!this.reader.done || this.opened !== this.counted.count) throw new ParseGap('it cannot be read to its end');
    return { root, groups: this.groups };
  }
  choice() {
    const options = [];
    do options.push(this.sequence());
    while (this.reader.eat('|'));
    return choice(options);
  }
  sequence() {
    const parts = [];
    while (!this.reader.done && this.reader.peek() !== '|' && this.reader.peek() !== ')') {
      parts.push(this.quantified(this.atom()));
    }
    return sequence(parts);
  }
  quantified(body) {
    const groups = this.reader.match(QUANTIFIER)?.groups;
    if (groups === undefined) return body;
    switch (groups['sign']) {
      case '*':
        return repeat(body, 0, Infinity);
      case '+':
        return repeat(body, 1, Infinity);
      case '?':
        return repeat(body, 0, 1);
      default:
        break;
    }
    const min = Number(groups['min']);
    if (groups['range'] === undefined) return repeat(body, min, min);
    return repeat(body, min, groups['max'] ? Number(groups['max']) : Infinity);
  }
  atom() {
    const sign = this.reader.take();
    switch (sign) {
      case '^':
        return { kind: 'edge', edge: 'start' };
      case '$':
        return { kind: 'edge', edge: 'end' };
      case '.':
        return { kind: 'unit', set: NOT_LINE_END };
      case '[':
        return { kind: 'unit', set: readClass(this.reader, this.ignoreCase) };
      case '(':
        return this.group();
      case '\\':
        return this.escape();
      default:
        // Also a bracket or brace that closes nothing, and a brace that opens no quantifier.
        return this.unit(sign.charCodeAt(0));
    }
  }
  escape() {
    if (this.reader.eat('b')) return { kind: 'edge', edge: 'word' };
    if (this.reader.eat('B')) return { kind: 'edge', edge: 'inside' };
    const reference = this.reference();
    if (reference !== undefined) return reference;
    const set = readNamedSet(this.reader);
    return set === undefined ? this.unit(readUnitEscape(this.reader, false)) : { kind: 'unit', set };
  }
  reference() {
    const { count, named } = this.counted;
    // Which of the named groups is meant is never needed: a reference is never run here, only bounded.
    if (named.length > 0 && this.reader.match(NAME) !== null) return { kind: 'reference', groups: named };
    const digits = this.reader.match(NUMBER_AHEAD)?.[1];
    // Without such a group it is an octal escape, or the digit 8 or 9 for itself.
    if (digits === undefined || Number(digits) > count) return undefined;
    this.reader.eat(digits);
    return { kind: 'reference', groups: [Number(digits)] };
  }
  unit(unit) {
    const set = oneUnit(unit);
    return { kind: 'unit', set: this.ignoreCase ? foldSet(set) : set };
  }
  group() {
    if (++this.depth > MAX_DEPTH) throw new ParseGap(`its groups are nested more than ${MAX_DEPTH} deep`);
    const opening = this.reader.match(GROUP_OPENING)?.[0];
    if (opening === undefined && this.reader.peek() === '?')
      throw new ParseGap('it has a kind of group not known here');
    const number = opening === undefined || opening.endsWith('>') ? ++this.opened : undefined;
    const body = this.choice();
    this.reader.eat(')');
    this.depth--;
    if (number !== undefined) this.groups.set(number, body);
    else if (opening !== '?:') return { kind: 'look', behind: opening?.startsWith('?<') === true, body };
    return body;
  }
}
//# sourceMappingURL=parse.js.map
