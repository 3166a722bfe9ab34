import { canonicalFlags, flagOf, type HeldRole } from '../kit/flags.js';

/** The roles that a vendor has a flag for. */
export function heldRoles(absent: Readonly<Partial<Record<HeldRole, string>>>): HeldRole[] {
  return (Object.keys(canonicalFlags) as HeldRole[]).filter((role) => !(role in absent));
}

/** Those among them whose flag is there at first. */
export function rolesAtFirst(absent: Readonly<Partial<Record<HeldRole, string>>>): HeldRole[] {
  return heldRoles(absent).filter((role) => role !== 'added-flag');
}

/** A value as text, as somebody writes it on a vendor's page. */
export function textOf(role: HeldRole, variant: string): string {
  // With its fraction.
  if (role === 'integral-float-flag') return '10.0';
  const value = flagOf(role).variants[variant];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
