import { closeAll } from '../backend.js';
import { judge, type Answers, type Verdict } from '../verdict.js';
import type { Answer, Respondent } from './answer.js';
import { openBackend, type Backend, type OpenBackend } from './backend.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { remainsOf, rewriteAsked, rewriteUser, rewriteWorkspace } from './deliberate/rewrite.js';
import type { WholeWorkspace } from './make/workspace.js';
import { openOurs } from './ours.js';
import type { Question } from './question.js';
import { openVendor } from './vendor.js';

/** How the two sides are made; the tests of the comparison itself make other ones. */
export interface Openers {
  readonly ours: (backend: Backend) => Promise<Respondent>;
  readonly vendor: (backend: Backend) => Promise<Respondent>;
  /** What our side is served in the place of the workspace; default the workspace. */
  readonly served?: (workspace: WholeWorkspace) => WholeWorkspace;
}

interface Opened {
  readonly ours: Respondent;
  readonly vendor: Respondent;
  readonly vendorRewritten: Respondent;
}

/** Our client and the vendor's SDK over the same workspace: as it is written, and put as the rules ask. */
export class Sides {
  private readonly opened: Opened;
  private readonly backends: readonly OpenBackend[];
  private readonly differences: readonly DeliberateDifference[];

  private constructor(opened: Opened, backends: readonly OpenBackend[], differences: readonly DeliberateDifference[]) {
    this.opened = opened;
    this.backends = backends;
    this.differences = differences;
  }

  static async open(
    workspace: WholeWorkspace,
    differences: readonly DeliberateDifference[],
    { ours, vendor, served = (same) => same }: Openers = { ours: openOurs, vendor: openVendor },
  ): Promise<Sides> {
    const respondents: Respondent[] = [];
    const backends: OpenBackend[] = [];
    const opened = async (open: Openers['ours'], over: WholeWorkspace): Promise<Respondent> => {
      const backend = await openBackend(over);
      backends.push(backend);
      const respondent = await open(backend);
      respondents.push(respondent);
      return respondent;
    };
    try {
      const made = {
        ours: await opened(ours, served(workspace)),
        vendor: await opened(vendor, workspace),
        vendorRewritten: await opened(vendor, rewriteWorkspace(workspace, differences)),
      };
      return new Sides(made, backends, differences);
    } catch (error) {
      await closeAll(respondents, backends);
      throw error;
    }
  }

  judge(question: Question): Verdict<Answer> {
    return judge(
      this.ask(question),
      () => this.differences.filter((difference) => difference.concerns(question)),
      (concerned) => this.askRewritten(question, concerned),
    );
  }

  /** Both answers to the question as it is written. */
  ask({ asked, user }: Question): Answers<Answer> {
    const { ours, vendor } = this.opened;
    return { ours: ours.ask(asked, user), vendor: vendor.ask(asked, user) };
  }

  /** Both answers to the question put so that no rule makes a difference. */
  askRewritten({ asked, user }: Question, concerned = this.differences): Answers<Answer> {
    const { ours, vendorRewritten } = this.opened;
    const rewritten = rewriteUser(user, this.differences);
    return {
      ours: remainsOf(ours.ask(asked, user), concerned),
      vendor: remainsOf(vendorRewritten.ask(rewriteAsked(asked, this.differences), rewritten), concerned),
    };
  }

  async close(): Promise<void> {
    await closeAll(Object.values(this.opened) as Respondent[], this.backends);
  }
}
