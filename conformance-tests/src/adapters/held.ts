import { canonicalFlags, type HeldRole } from '../kit/flags.js';

/** The roles that a vendor has a flag for. */
export function heldRoles(absent: Readonly<Partial<Record<HeldRole, string>>>): HeldRole[] {
  return (Object.keys(canonicalFlags) as HeldRole[]).filter((role) => !(role in absent));
}

/** Those among them whose flag is there at first. */
export function rolesAtFirst(absent: Readonly<Partial<Record<HeldRole, string>>>): HeldRole[] {
  return heldRoles(absent).filter((role) => role !== 'added-flag');
}
