import type { EvaluationContext, JsonValue } from '@openfeature/core';
import { decisions } from '../adapters/decide.js';
import type { TrackedEvent } from '../kit/adapter.js';
import { canonicalFlags, flagOf, type CanonicalFlag, type HeldRole } from '../kit/flags.js';

/** A flag as the backend holds it. */
export interface ReferenceFlag {
  readonly kind: CanonicalFlag['kind'];
  readonly variants: Readonly<Record<string, JsonValue>>;
  readonly serves: string;
  readonly rule?: (context: EvaluationContext) => string;
  readonly metadata?: Readonly<Record<string, string | number | boolean>>;
}

export type Flags = ReadonlyMap<string, ReferenceFlag>;

/** What a backend tells those who are connected. */
export type News =
  | { readonly kind: 'down' | 'up' | 'refused' | 'malformed' }
  | { readonly kind: 'changed'; readonly keys: readonly string[] };

/** The key that the backend accepts at first. */
export const GOOD_KEY = 'good';

/** A backend without a network: what a vendor's would be, as far as the catalogue goes. */
export class ReferenceBackend {
  flags: Flags = allFlags();
  isUp = true;
  /** Whether it takes questions and never answers. */
  isSilent = false;
  tracked: TrackedEvent[] = [];
  private key = GOOD_KEY;
  private readonly listeners = new Set<(news: News) => void>();

  reset(): void {
    this.flags = allFlags();
    this.isUp = true;
    this.isSilent = false;
    this.tracked = [];
    this.key = GOOD_KEY;
  }

  /** @throws Error with the code of a socket, or one that says `refused` */
  async fetch(key: string): Promise<Flags> {
    await Promise.resolve();
    if (this.isSilent) return new Promise<Flags>(() => undefined);
    if (!this.isUp) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (key !== this.key) throw new Error('refused');
    return this.flags;
  }

  /** Takes events, if it can be reached. */
  async receive(events: readonly TrackedEvent[]): Promise<void> {
    await Promise.resolve();
    if (this.isUp) this.tracked.push(...events);
  }

  /** @returns how to leave */
  subscribe(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  change(role: HeldRole, flag: ReferenceFlag | undefined): void {
    const flags = new Map(this.flags);
    if (flag === undefined) flags.delete(role);
    else flags.set(role, flag);
    this.flags = flags;
    if (this.isUp) this.tell({ kind: 'changed', keys: [role] });
  }

  goDown(): void {
    this.isUp = false;
    this.tell({ kind: 'down' });
  }

  comeUp(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.tell({ kind: 'up' });
  }

  /** From now on no key is good. */
  revoke(): void {
    this.key = 'none';
    this.tell({ kind: 'refused' });
  }

  tell(news: News): void {
    for (const listener of [...this.listeners]) listener(news);
  }
}

/** @param serves another variant than the canonical one */
export function referenceFlag(role: HeldRole, serves = flagOf(role).serves): ReferenceFlag {
  const { kind, variants } = flagOf(role);
  const rule = decisions[role];
  return {
    kind,
    variants,
    serves,
    ...(rule === undefined ? {} : { rule }),
    ...(kind === 'metadata' ? { metadata: { string: '1.0.2', integer: 2, float: 0.1, boolean: true } } : {}),
  };
}

function allFlags(): Flags {
  const roles = (Object.keys(canonicalFlags) as HeldRole[]).filter((role) => role !== 'added-flag');
  return new Map(roles.map((role) => [role, referenceFlag(role)]));
}
