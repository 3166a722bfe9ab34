import type { ExperimentUser, Variant } from '@polyflag/amplitude-provider';

/** Variants by flag key, as an emulator takes them: values may be any JSON. */
export type VariantsWire = Readonly<Record<string, VariantWire>>;

/** A variant as the backend sends it (spec §1.5). */
export type VariantWire = Omit<Variant, 'value'> & { readonly value?: unknown };

/** Who gets which variants. */
export interface GivenVariants {
  /** What everybody gets. */
  readonly variants?: VariantsWire;
  /** What certain users get instead, by user id or device id. */
  readonly users?: Readonly<Record<string, VariantsWire>>;
}

/** Evaluates flags for a user; it is asked about all of them. */
export type Evaluate = (user: ExperimentUser) => VariantsWire;

/** The variants of a deployment, and who gets which. */
export class Deployment {
  private variants = new Map<string, VariantWire>();
  private readonly users = new Map<string, Map<string, VariantWire>>();
  private evaluate: Evaluate | undefined;

  /** Makes it hold these variants, and no others. */
  replace({ variants = {}, users = {} }: GivenVariants): void {
    this.variants = new Map(Object.entries(variants));
    this.users.clear();
    for (const [id, given] of Object.entries(users)) this.users.set(id, new Map(Object.entries(given)));
  }

  /** Gives everybody a variant of a flag; `undefined` takes the flag back. */
  put(flagKey: string, variant: VariantWire | undefined): void {
    set(this.variants, flagKey, variant);
  }

  /** Gives a user a variant of a flag; `undefined` takes that back. */
  putFor(id: string, flagKey: string, variant: VariantWire | undefined): void {
    const variants = this.users.get(id) ?? new Map<string, VariantWire>();
    this.users.set(id, variants);
    set(variants, flagKey, variant);
  }

  /** Evaluates flags for which no variant was put; `undefined`: none. */
  evaluateWith(evaluate: Evaluate | undefined): void {
    this.evaluate = evaluate;
  }

  /**
   * What a user gets.
   *
   * @param flagKeys the only flags to be answered; none, or an empty list: all
   */
  variantsOf(user: ExperimentUser, flagKeys: readonly string[] = []): VariantsWire {
    const evaluated = Object.entries(this.evaluate?.(user) ?? {});
    const own = [user.device_id, user.user_id].flatMap((id) => [...((id && this.users.get(id)) || [])]);
    const all = new Map([...evaluated, ...this.variants, ...own]);
    return Object.fromEntries(flagKeys.length === 0 ? all : [...all].filter(([key]) => flagKeys.includes(key)));
  }
}

function set(variants: Map<string, VariantWire>, flagKey: string, variant: VariantWire | undefined): void {
  if (variant === undefined) variants.delete(flagKey);
  else variants.set(flagKey, variant);
}
