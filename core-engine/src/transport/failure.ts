import type { HttpFailure, NetworkProblem } from './transport.js';

/** How far a request had come. `reaching`: no connection yet; `asking`: no answer yet. */
export type Stage = 'reaching' | 'securing' | 'asking' | 'reading';

/** The names under which Node, and OpenSSL below it, report that TLS itself failed. */
const TLS_CODE =
  /^(EPROTO$|ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|SELF_SIGNED_|UNABLE_TO_)/;

/** A connection that ends during the handshake says nothing about the certificate. */
const HUNG_UP = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT']);

/** A code is a constant of Node or of a library, never a piece of the request; this keeps it so. */
const CODE = /^[A-Z][A-Z0-9_]{1,59}$/;

const TEXTS: Record<NetworkProblem, string> = {
  unreachable: 'cannot be reached',
  tls: 'no trusted TLS connection',
  timeout: 'timed out',
  broken: 'the connection or the answer broke off',
  'too-large': 'the answer is too large',
  aborted: 'given up',
};

/**
 * What an error of the network means, with nothing of its own text: that may repeat a URL, a header or a body.
 *
 * @param where the host, as it may be shown
 */
export function failureOf(error: unknown, stage: Stage, where: string): HttpFailure {
  const code = codeOf(error);
  return failure(problemOf(code, stage), where, code);
}

/** A failure; `detail` belongs to the kind of problem and is the same whenever it comes up. */
export function failure(problem: NetworkProblem, where: string, detail?: string): HttpFailure {
  const more = detail === undefined ? '' : ` (${detail})`;
  return { kind: 'failed', problem, message: `${where}: ${TEXTS[problem]}${more}` };
}

function problemOf(code: string | undefined, stage: Stage): NetworkProblem {
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 'too-large';
  if (code !== undefined && TLS_CODE.test(code)) return 'tls';
  if (stage === 'reaching') return 'unreachable';
  if (stage === 'securing' && !HUNG_UP.has(code ?? 'ECONNRESET')) return 'tls';
  return 'broken';
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  // What got says when there is no better name.
  if (typeof code !== 'string' || code === 'ERR_GOT_REQUEST_ERROR') return undefined;
  return CODE.test(code) ? code : undefined;
}
