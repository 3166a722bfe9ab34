import { flagOf, type HeldRole } from '../kit/flags.js';

/** A value as text, as somebody writes it on a vendor's page. */
export function textOf(role: HeldRole, variant: string): string {
  // With its fraction.
  if (role === 'integral-float-flag') return '10.0';
  const value = flagOf(role).variants[variant];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
