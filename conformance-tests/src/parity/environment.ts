/** A whole number from the environment: how a run from the command line is told something. */
export function numberFrom(name: string, standard: number): number {
  const given = process.env[name] ?? '';
  const number = given === '' ? standard : Number(given);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${name} must be a whole number, not "${given}"`);
  return number;
}
