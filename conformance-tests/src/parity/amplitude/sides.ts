import { judge, type Verdict } from '../verdict.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { openOurs, type OurSide } from './ours.js';
import { rewritten } from './rewrite.js';
import type { Answer, Side } from './side.js';
import { openVendor } from './vendor.js';
import type { Definitions, User } from './wire.js';

/** How the two sides are made; the tests of the command make other ones. */
export interface Openers {
  readonly ours: (definitions: Definitions) => OurSide;
  readonly vendor: (definitions: Definitions) => Side;
}

/** Both sides over the same definitions. */
export class Sides {
  readonly definitions: Definitions;
  private readonly ours: OurSide;
  private readonly vendor: Side;
  private readonly rules: readonly DeliberateDifference[];
  private readonly rewrittenVendor: Side;

  constructor(
    definitions: Definitions,
    differences: readonly DeliberateDifference[],
    { ours, vendor }: Openers = { ours: openOurs, vendor: openVendor },
  ) {
    this.definitions = definitions;
    this.ours = ours(definitions);
    this.vendor = vendor(definitions);
    const changed = rewritten(definitions, differences);
    this.rules = changed.rules;
    this.rewrittenVendor = changed.rules.length === 0 ? this.vendor : vendor(changed.definitions);
  }

  /** As the vendor's client is asked: for all flags, or some. */
  judge(user: User, flagKeys?: readonly string[]): Verdict<Answer> {
    return this.verdict(this.ours.evaluate(user, flagKeys), (vendor) => vendor.evaluate(user, flagKeys));
  }

  /** As the provider asks: for one flag. */
  judgeAlone(user: User, flagKey: string): Verdict<Answer> {
    return this.verdict(this.ours.decide(user, flagKey), (vendor) => alone(vendor.evaluate(user, [flagKey]), flagKey));
  }

  private verdict(ours: Answer, ask: (vendor: Side) => Answer): Verdict<Answer> {
    return judge(
      { ours, vendor: ask(this.vendor) },
      () => this.rules,
      () => ({ ours, vendor: ask(this.rewrittenVendor) }),
    );
  }
}

/** What the vendor says of one flag, in as much as a decision says it. */
function alone(answer: Answer, flagKey: string): Answer {
  if ('thrown' in answer) {
    // Where flags are decided one by one, those in a circle fail in words of our own.
    const isCircle = String(answer.thrown).includes('Detected a cycle');
    return { thrown: isCircle ? 'flags in a circle' : String(answer.thrown) };
  }
  if (!Object.hasOwn(answer, flagKey)) return {};
  const { key, metadata } = (answer as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[flagKey] ?? {};
  return { key: key ?? null, metadata };
}
