import { contains, LAST_UNIT, unitSet, unitsOf } from './unit-set.js';
const LAST_ASCII = 0x7f;
// Built at the first expression that needs it, from 65,536 case conversions.
let kin;
/**
 * Everything that flag `i` takes for a member of the set: each member, and each unit with the same canonical form.
 * ECMAScript's own rule, which differs from re2's: one unit at a time, by upper case, and never from outside ASCII into it
 * (the Kelvin sign is no `k`, the long s is no `s`).
 */
export function foldSet(set) {
  const extra = [];
  if (set.every(([, high]) => high <= LAST_ASCII)) addOtherCaseOfAscii(set, extra);
  else addKin(set, extra);
  return extra.length === 0 ? set : unitSet([...set, ...extra]);
}
// No unit outside ASCII has a canonical form inside it, so a set of ASCII needs no table.
function addOtherCaseOfAscii(set, extra) {
  for (const [low, high] of set) {
    for (let unit = Math.max(low, 0x41); unit <= Math.min(high, 0x5a); unit++) extra.push([unit + 32, unit + 32]);
    for (let unit = Math.max(low, 0x61); unit <= Math.min(high, 0x7a); unit++) extra.push([unit - 32, unit - 32]);
  }
}
function addKin(set, extra) {
  kin ??= kinOfUnits();
  const size = set.reduce((sum, [low, high]) => sum + high - low + 1, 0);
  // Whichever is shorter: the set, or the list of all units that have kin.
  const members = size < kin.size ? unitsOf(set) : [...kin.keys()].filter((unit) => contains(set, unit));
  for (const member of members) for (const other of kin.get(member) ?? []) extra.push([other, other]);
}
function kinOfUnits() {
  const families = new Map();
  for (let unit = 0; unit <= LAST_UNIT; unit++) {
    const form = canonical(unit);
    const family = families.get(form);
    if (family === undefined) families.set(form, [unit]);
    else family.push(unit);
  }
  const result = new Map();
  for (const family of families.values()) {
    if (family.length > 1) for (const unit of family) result.set(unit, family);
  }
  return result;
}
function canonical(unit) {
  const upper = String.fromCharCode(unit).toUpperCase();
  // The sharp s has two capitals: such units stand for themselves.
  if (upper.length !== 1) return unit;
  const form = upper.charCodeAt(0);
  return unit > LAST_ASCII && form <= LAST_ASCII ? unit : form;
}
//# sourceMappingURL=fold.js.map
