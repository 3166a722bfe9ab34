/**
 * The text object that the runtime keeps for a name in a program: whoever asks for it by a literal finds it in a `Map` by
 * reference, without a comparison of letters.
 */
export function knownName(name: string): string {
  const [known = name] = Object.keys({ [name]: undefined });
  return known;
}
