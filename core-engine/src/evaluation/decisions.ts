import type { Decision } from './decision.js';
import type { Ending } from './ending.js';

/** So many are looked through one after the other, which for a few is several times faster than to look one up. */
const FEW = 8;

/** The decisions of one flag, by how it ended. */
export class Decisions {
  private readonly endings: Ending[] = [];
  private readonly decisions: Decision[] = [];
  /** Those beyond the first few. */
  private others: Map<Ending, Decision> | undefined = undefined;

  get(ending: Ending): Decision | undefined {
    const { endings } = this;
    for (let at = 0; at < endings.length; at += 1) if (endings[at] === ending) return this.decisions[at];
    return this.others?.get(ending);
  }

  keep(ending: Ending, decision: Decision): void {
    if (this.endings.length === FEW) {
      (this.others ??= new Map()).set(ending, decision);
      return;
    }
    this.endings.push(ending);
    this.decisions.push(decision);
  }
}
