/** Standard base64 with padding, or nothing (spec §1). */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether an env secret is spelled as one; whether it opens anything the backend alone knows. */
export function isSecret(secret: string): boolean {
  return BASE64.test(secret);
}

/** What the ids of an environment's flags begin with; `undefined`: the secret names no environment (spec §1). */
export function flagIdPrefix(secret: string): string | undefined {
  if (secret === '' || !isSecret(secret)) return undefined;
  const [, accountId, projectId, envId] = Buffer.from(secret, 'base64').toString('utf8').split('__');
  if (accountId === undefined || projectId === undefined || envId === undefined) return undefined;
  return `FF__${accountId}__${projectId}__${envId}__`;
}

/** The id of a flag by its key; `undefined` where there can be none. */
export function flagIdOf(secret: string, flagKey: unknown): string | undefined {
  const prefix = flagIdPrefix(secret);
  if (prefix === undefined || typeof flagKey !== 'string' || flagKey.trim() === '') return undefined;
  return prefix + flagKey;
}
