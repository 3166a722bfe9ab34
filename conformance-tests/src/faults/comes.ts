import type { Patient } from './patient.js';

/** As long as the extended back-off may take, and more, in milliseconds. */
export const LONGEST_WAIT = 4_000_000;

/** Lets time pass until the application gets a treatment. */
export async function comes(patient: Patient, treatment: string): Promise<void> {
  let answer = await patient.answer();
  const ask = (): boolean => {
    void patient.answer().then((now) => (answer = now));
    return answer === treatment;
  };
  await patient.time.passUntil(`the answer is ${treatment}`, ask, LONGEST_WAIT);
}
