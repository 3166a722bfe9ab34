/** The headers of every request (spec §4.1, §8.1). */
export function headersOf(envSecret: string): Readonly<Record<string, string>> {
  return { envSecret, 'User-Agent': 'ffc-node-server-sdk', 'Content-Type': 'application/json' };
}
