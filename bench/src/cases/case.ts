import type { Sets } from '../definitions/material.js';
import type { Figure } from '../measure/figures.js';
import type { Plan } from '../measure/plans.js';

/** Something that is measured, and what it should come to. */
export interface Case {
  /** For the command line. */
  readonly name: string;
  readonly title: string;
  readonly unit: 'ns' | 'ms' | 'MiB' | 'scavenges' | 'requests';
  /** The definitions that it needs, as files and on the loopback server. */
  readonly sets: Sets;
  readonly plan: Plan;
  readonly figures: readonly Figure[];
}
