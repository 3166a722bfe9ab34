/** A program that cannot be compiled: it names what is wrong. Costs the flag it belongs to, nothing else. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}
