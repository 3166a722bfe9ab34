import { closeAll } from '../backend.js';
import { judge, type Answers, type Verdict } from '../verdict.js';
import type { Answer, Respondent } from './answer.js';
import { openBackend, type Backend, type OpenBackend } from './backend.js';
import { Closures } from './closure.js';
import type { Definitions } from './definitions.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { configFor, remainsOf, rewriteDefinitions, rewriteUser } from './deliberate/rewrite.js';
import { openOurs, type OurConfig } from './ours.js';
import type { User } from './users.js';
import { openVendor } from './vendor.js';

/** How the two sides are made; the tests of the comparison itself make other ones. */
export interface Openers {
  readonly ours: (backend: Backend, config?: OurConfig) => Promise<Respondent>;
  readonly vendor: typeof openVendor;
}

interface Pair {
  readonly ours: Respondent;
  readonly vendor: Respondent;
}

/** Our client and the vendor's SDK over the same definitions: as they are written, and put as the rules ask. */
export class Sides {
  readonly closures: Closures;
  private readonly asWritten: Pair;
  private readonly rewritten: Pair;
  private readonly backends: readonly OpenBackend[];
  private readonly differences: readonly DeliberateDifference[];

  private constructor(
    closures: Closures,
    pairs: readonly [Pair, Pair],
    backends: readonly OpenBackend[],
    differences: readonly DeliberateDifference[],
  ) {
    this.closures = closures;
    [this.asWritten, this.rewritten] = pairs;
    this.backends = backends;
    this.differences = differences;
  }

  static async open(
    definitions: Definitions,
    differences: readonly DeliberateDifference[],
    { ours, vendor }: Openers = { ours: openOurs, vendor: openVendor },
  ): Promise<Sides> {
    const opened: Respondent[] = [];
    const keep = async (opening: Promise<Respondent>): Promise<Respondent> => {
      const respondent = await opening;
      opened.push(respondent);
      return respondent;
    };
    const backend = await openBackend(definitions);
    const other = await openBackend(rewriteDefinitions(definitions, differences));
    const backends = [backend, other];
    try {
      const asWritten = { ours: await keep(ours(backend)), vendor: await keep(vendor(backend)) };
      const rewritten = {
        ours: await keep(ours(backend, configFor(differences))),
        vendor: await keep(vendor(other)),
      };
      return new Sides(new Closures(definitions), [asWritten, rewritten], backends, differences);
    } catch (error) {
      await closeAll(opened, backends);
      throw error;
    }
  }

  judge(user: User, flagName: string): Verdict<Answer> {
    const closure = this.closures.of(flagName.trim());
    return judge(
      this.ask(user, flagName),
      () => this.differences.filter((difference) => difference.concerns(closure, user)),
      (concerned) => this.askRewritten(user, flagName, concerned),
    );
  }

  /** Both answers to the question as it is written. */
  ask(user: User, flagName: string): Answers<Answer> {
    const { ours, vendor } = this.asWritten;
    return { ours: ours.ask(user, flagName), vendor: vendor.ask(user, flagName) };
  }

  /** Both answers to the question put so that no rule makes a difference. */
  askRewritten(user: User, flagName: string, concerned = this.differences): Answers<Answer> {
    const { ours, vendor } = this.rewritten;
    return {
      ours: remainsOf(ours.ask(user, flagName), concerned),
      vendor: remainsOf(vendor.ask(rewriteUser(user, this.differences), flagName), concerned),
    };
  }

  /** As `askRewritten`, for all flags of some flag sets. */
  askSetsRewritten(
    user: User,
    flagSets: readonly string[],
  ): { readonly ours: Treatments; readonly vendor: Treatments } {
    const { ours, vendor } = this.rewritten;
    return {
      ours: this.remains(ours.askSets(user, flagSets)),
      vendor: this.remains(vendor.askSets(rewriteUser(user, this.differences), flagSets)),
    };
  }

  async close(): Promise<void> {
    const respondents = [this.asWritten, this.rewritten].flatMap(({ ours, vendor }) => [ours, vendor]);
    await closeAll(respondents, this.backends);
  }

  private remains(treatments: Treatments): Treatments {
    return Object.fromEntries(
      Object.entries(treatments).map(([name, answer]) => [name, remainsOf(answer, this.differences)]),
    );
  }
}

type Treatments = Readonly<Record<string, Answer>>;
