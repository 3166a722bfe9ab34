import type { ConditionTrace, Explanation, StepTrace } from '@polyflag/core-engine';

/** How a decision came about, a line for each step that was tried and each condition that was asked. */
export function explanationText({ decision, steps }: Explanation): string {
  const lines = steps.flatMap(stepLines);
  lines.push(`decision: ${decision.outcome?.variant ?? 'none'}, label "${decision.label}", reason ${decision.reason}`);
  return lines.map((line) => `  ${line}`).join('\n');
}

function stepLines(step: StepTrace): string[] {
  const bucket = step.bucket === undefined ? '' : `, bucket ${String(step.bucket)}`;
  const outcome = step.decided ? `decides${bucket}` : step.held ? `leads on${bucket}` : `does not hold${bucket}`;
  const condition = step.condition === undefined ? [] : conditionLines(step.condition, '    ');
  return [`step ${String(step.index + 1)} "${step.label}" ${outcome}`, ...condition];
}

function conditionLines({ text, held, found, parts }: ConditionTrace, indent: string): string[] {
  const value = found === undefined ? '' : `, found ${JSON.stringify(found)}`;
  return [
    `${indent}${held ? 'yes' : 'no '} ${text}${value}`,
    ...parts.flatMap((part) => conditionLines(part, `${indent}  `)),
  ];
}
