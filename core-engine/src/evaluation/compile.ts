import type { FlagCell } from './cells.js';
import { compileSteps } from './compile-steps.js';
import type { CompiledFlag, Decide } from './compiled.js';
import type { FlagHead } from './decision.js';
import { EvaluationFailure } from './failure.js';
import { CYCLE, evaluateNested } from './nested.js';
import type { FlagProgram } from './program.js';
import type { FlagScope, Scope } from './scope.js';

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
  const steps = compileSteps(program, flagScope);
  const first = (program.first ?? []).map((key) => scope.flagCell(key));
  if (first.length === 0) return { ...steps, alone, head };
  return { decide: afterwards(first, steps.decide), constant: undefined, alone: false, head };
}

/** Evaluates other flags first, each after its own `first`: their answers wait on their cells for this run. */
function afterwards(first: readonly FlagCell[], steps: Decide): Decide {
  const circular = new EvaluationFailure('GENERAL', 'flags to be evaluated first lead back to this flag');
  return (subject, state) => {
    for (const cell of first) {
      const decision = evaluateNested(cell, subject, state, undefined, true);
      if (decision === CYCLE) throw circular;
      state.keepResult(cell, decision);
    }
    return steps(subject, state);
  };
}
