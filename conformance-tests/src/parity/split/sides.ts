import { isDeepStrictEqual } from 'node:util';
import type { Answer, Respondent } from './answer.js';
import { Closures } from './closure.js';
import type { Definitions } from './definitions.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { configFor, rewriteDefinitions, rewriteUser } from './deliberate/rewrite.js';
import { openOurs } from './ours.js';
import type { User } from './users.js';
import { openVendor } from './vendor.js';

/** Both answers to one question. */
export interface Answers {
  readonly ours: Answer;
  readonly vendor: Answer;
}

export type Verdict =
  | { readonly kind: 'agreed' }
  /** Different, and by these rules only: the same where the question is put so that they make no difference. */
  | { readonly kind: 'deliberate'; readonly rules: readonly string[] }
  | { readonly kind: 'disagreed'; readonly asWritten: Answers; readonly rewritten: Answers | undefined };

interface Pair {
  readonly ours: Respondent;
  readonly vendor: Respondent;
}

/** Our client and the vendor's SDK over the same definitions: as they are written, and put as the rules ask. */
export class Sides {
  readonly asWritten: Pair;
  readonly rewritten: Pair;
  readonly closures: Closures;
  private readonly differences: readonly DeliberateDifference[];

  private constructor(asWritten: Pair, rewritten: Pair, closures: Closures, differences: readonly DeliberateDifference[]) {
    this.asWritten = asWritten;
    this.rewritten = rewritten;
    this.closures = closures;
    this.differences = differences;
  }

  static async open(definitions: Definitions, differences: readonly DeliberateDifference[]): Promise<Sides> {
    const opened: Respondent[] = [];
    const keep = async (opening: Promise<Respondent>): Promise<Respondent> => {
      const respondent = await opening;
      opened.push(respondent);
      return respondent;
    };
    try {
      const asWritten = { ours: await keep(openOurs(definitions)), vendor: await keep(openVendor(definitions)) };
      const rewritten = {
        ours: await keep(openOurs(definitions, configFor(differences))),
        vendor: await keep(openVendor(rewriteDefinitions(definitions, differences))),
      };
      return new Sides(asWritten, rewritten, new Closures(definitions), differences);
    } catch (error) {
      await Promise.all(opened.map((respondent) => respondent.close()));
      throw error;
    }
  }

  judge(user: User, flagName: string): Verdict {
    const asWritten = ask(this.asWritten, user, user, flagName);
    if (same(asWritten)) return { kind: 'agreed' };
    const closure = this.closures.of(flagName.trim());
    const concerned = this.differences.filter((difference) => difference.concerns(closure, user));
    if (concerned.length === 0) return { kind: 'disagreed', asWritten, rewritten: undefined };
    const rewritten = this.askRewritten(user, flagName);
    return same(rewritten)
      ? { kind: 'deliberate', rules: concerned.map(({ id }) => id) }
      : { kind: 'disagreed', asWritten, rewritten };
  }

  /** Both answers where the question is put so that no rule makes a difference. */
  askRewritten(user: User, flagName: string): Answers {
    return ask(this.rewritten, user, rewriteUser(user, this.differences), flagName);
  }

  /** As `askRewritten`, for all flags of some flag sets. */
  askSetsRewritten(user: User, flagSets: readonly string[]): { readonly ours: unknown; readonly vendor: unknown } {
    const { ours, vendor } = this.rewritten;
    return {
      ours: ours.askSets(user, flagSets),
      vendor: vendor.askSets(rewriteUser(user, this.differences), flagSets),
    };
  }

  async close(): Promise<void> {
    const respondents = [this.asWritten, this.rewritten].flatMap(({ ours, vendor }) => [ours, vendor]);
    await Promise.all(respondents.map((respondent) => respondent.close()));
  }
}

function ask({ ours, vendor }: Pair, user: User, vendorUser: User, flagName: string): Answers {
  return { ours: ours.ask(user, flagName), vendor: vendor.ask(vendorUser, flagName) };
}

function same({ ours, vendor }: Answers): boolean {
  return isDeepStrictEqual(ours, vendor);
}
