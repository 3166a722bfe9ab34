import { isDeepStrictEqual } from 'node:util';

/** Both answers to one question. */
export interface Answers<Answer> {
  readonly ours: Answer;
  readonly vendor: Answer;
}

export type Verdict<Answer> =
  | { readonly kind: 'agreed'; readonly answer: Answer }
  /** Different, and by these rules only: the same where the question is put so that they make no difference. */
  | { readonly kind: 'deliberate'; readonly rules: readonly string[]; readonly answer: Answer }
  | {
      readonly kind: 'disagreed';
      readonly asWritten: Answers<Answer>;
      readonly rewritten: Answers<Answer> | undefined;
    };

/** A rule by which Polyflag answers although the vendor's SDK answers otherwise (DECISIONS 38). */
export interface Rule {
  readonly id: string;
  /** Where the rule stands. */
  readonly rule: string;
  /** What Polyflag answers. */
  readonly answer: string;
}

/**
 * What two answers come to.
 *
 * @param concerned gives the rules that have a part in the question
 * @param askRewritten asks again, with the question put so that those rules make no difference
 */
export function judge<Answer, R extends Rule>(
  asWritten: Answers<Answer>,
  concerned: () => readonly R[],
  askRewritten: (rules: readonly R[]) => Answers<Answer>,
): Verdict<Answer> {
  if (alike(asWritten)) return { kind: 'agreed', answer: asWritten.ours };
  const rules = concerned();
  if (rules.length === 0) return { kind: 'disagreed', asWritten, rewritten: undefined };
  const rewritten = askRewritten(rules);
  return alike(rewritten)
    ? { kind: 'deliberate', rules: rules.map(({ id }) => id), answer: asWritten.ours }
    : { kind: 'disagreed', asWritten, rewritten };
}

/** The same where no rule may make a difference. */
export function judgeAsWritten<Answer>(answers: Answers<Answer>): Verdict<Answer> {
  return judge(
    answers,
    () => [],
    () => answers,
  );
}

function alike({ ours, vendor }: Answers<unknown>): boolean {
  return isDeepStrictEqual(ours, vendor);
}
