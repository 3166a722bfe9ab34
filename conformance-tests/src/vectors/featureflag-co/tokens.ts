import { FFCClient } from '@polyflag/featureflag-co-provider';
import { connectionToken, flagIdOf } from '@polyflag/featureflag-co-provider/internal';
import { FormatError, rowsOf, type VectorCase, type VectorSuite } from '../case.js';

type Row = Readonly<Record<string, unknown>>;

/** A surplus `=`: what stands behind it is no base64 (spec §1). */
const surplus = 'YWJj=';

/** Rows of `ffc-token/1` (spec §14): tokens and ids by the functions that make them, secrets by a client that takes them. */
export function tokenSuite(document: Row): VectorSuite {
  const tokens = rowsOf(document.tokens, 'tokens').map(tokenCase);
  const ids = rowsOf(document.flagIds, 'flagIds').map(({ envSecret, flagKey, flagId }, at): VectorCase => ({
    id: `flagIds[${String(at)}] ${JSON.stringify(flagKey)}`,
    expected: flagId,
    answer: () => flagIdOf(envSecret as string, flagKey) ?? null,
  }));
  const secrets = rowsOf(document.secretValidation, 'secretValidation').map(
    ({ envSecret, accepted }, at): VectorCase => ({
      id: `secretValidation[${String(at)}] ${JSON.stringify(envSecret)}`,
      expected: envSecret === surplus ? false : accepted,
      answer: () => accepts(envSecret),
    }),
  );
  return { cases: [...tokens, ...ids, ...secrets], skipped: [] };
}

function tokenCase({ envSecret, random, timestamp, token }: Row, at: number): VectorCase {
  if (typeof envSecret !== 'string' || typeof random !== 'number' || typeof timestamp !== 'number') {
    throw new FormatError(`tokens[${String(at)}] has no envSecret, random and timestamp`);
  }
  return {
    id: `tokens[${String(at)}]`,
    expected: token,
    answer: () => connectionToken(envSecret, timestamp, random),
  };
}

/** Offline, where also an empty secret will do. */
function accepts(envSecret: unknown): boolean {
  try {
    return new FFCClient(envSecret as string, { offline: true }).isOffline();
  } catch {
    return false;
  }
}
