import { Branch } from './branch.js';
import type { FlagCell } from './cells.js';
import { follow, serving, type Answer, type Code, type Way } from './code.js';
import { compileSteps } from './compile-steps.js';
import type { CompiledFlag } from './compiled.js';
import type { FlagHead } from './decision.js';
import type { Ending } from './ending.js';
import { EvaluationFailure } from './failure.js';
import { layOut } from './layout.js';
import { CYCLE, evaluateNested } from './nested.js';
import type { FlagProgram } from './program.js';
import type { FlagScope, Scope } from './scope.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/**
 * Compiles a program.
 *
 * @throws ProgramError naming what the program says that nothing implements
 */
export function compile(program: FlagProgram, scope: Scope): CompiledFlag {
  const head: FlagHead = Object.freeze({ key: program.key, kind: program.kind, info: program.info });
  let alone = true;
  const asks = <T>(cell: T): T => {
    alone = false;
    return cell;
  };
  const flagScope: FlagScope = {
    ...scope,
    head,
    flagCell: (key) => asks(scope.flagCell(key)),
    ruleCell: (name) => asks(scope.ruleCell(name)),
    onCaller: () => asks(undefined),
  };
  const entry = compileSteps(program, flagScope);
  const first = (program.first ?? []).map((key) => scope.flagCell(key));
  if (first.length > 0)
    return { code: layOut(new Branch(afterwards, first, entry)), constant: undefined, alone: false, head };
  if (entry instanceof Branch) return { code: layOut(entry), constant: undefined, alone, head };
  const ending = entry as Ending;
  // A flag without an answer is no constant: whoever asks it may want to know why.
  return {
    code: serving(ending),
    constant: ending.outcome === undefined && ending.error === undefined ? undefined : ending,
    alone,
    head,
  };
}

const circular = new EvaluationFailure('GENERAL', 'flags to be evaluated first lead back to this flag');

/** Evaluates other flags first, each after its own `first`: their answers wait on their cells for this run. */
function afterwards(code: Code, at: number, subject: Subject, state: State): Answer {
  for (const cell of code[at + 1] as readonly FlagCell[]) {
    const decision = evaluateNested(cell, subject, state, undefined, true);
    if (decision === CYCLE) throw circular;
    state.keepResult(cell, decision);
  }
  return follow(code, code[at + 2] as Way, subject, state);
}
