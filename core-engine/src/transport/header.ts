/**
 * What is wrong with a header that is to be sent, so that a key that cannot be one is refused when it is given, not at
 * every request. The rule is Node's own for header names and values (RFC 9110, 5.5). It does not repeat the value.
 *
 * @returns one sentence that names the header, or `undefined` when it can be sent
 */
export function headerProblem(name: string, value: string): string | undefined {
  // Loaded here, because what reads its definitions from a file sends no header.
  const { validateHeaderName, validateHeaderValue } = process.getBuiltinModule('node:http');
  try {
    validateHeaderName(name);
  } catch {
    return 'the name of a header is no word of letters, digits and hyphens';
  }
  try {
    validateHeaderValue(name, value);
  } catch {
    return `the header ${name} cannot carry this value: only printable characters of Latin-1 can be sent`;
  }
  return undefined;
}
