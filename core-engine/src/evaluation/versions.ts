/**
 * Semantic versions of exactly three numbers: the order named `semver`.
 *
 * Text is cut at the first `+` (metadata, must not be empty) and the rest at the first `-` (pre-release, dot-separated,
 * no empty identifier). No prefix, no blanks, ASCII digits, any length.
 */

export interface Version {
  /** Digits without leading zeros: major, minor, patch. */
  readonly core: readonly [string, string, string];
  /** Identifiers of the pre-release, numeric ones without leading zeros; empty for a stable version. */
  readonly preRelease: readonly string[];
  /** The version as text, normalised, with its metadata. */
  readonly text: string;
}

/** Reads a version; `undefined` for what is none. */
export function parseVersion(text: string): Version | undefined {
  const plus = text.indexOf('+');
  const metadata = plus < 0 ? undefined : text.slice(plus + 1);
  if (metadata === '') return undefined;
  const unbuilt = plus < 0 ? text : text.slice(0, plus);

  const dash = unbuilt.indexOf('-');
  const preRelease = dash < 0 ? [] : unbuilt.slice(dash + 1).split('.');
  if (preRelease.includes('')) return undefined;

  const [major, minor, patch, ...more] = (dash < 0 ? unbuilt : unbuilt.slice(0, dash)).split('.');
  if (major === undefined || minor === undefined || patch === undefined || more.length > 0) return undefined;
  if (!digits(major) || !digits(minor) || !digits(patch)) return undefined;

  const core = [trimZeros(major), trimZeros(minor), trimZeros(patch)] as const;
  const identifiers = preRelease.map((identifier) => (digits(identifier) ? trimZeros(identifier) : identifier));
  const suffix = identifiers.length > 0 ? `-${identifiers.join('.')}` : '';
  return {
    core,
    preRelease: identifiers,
    text: core.join('.') + suffix + (metadata === undefined ? '' : `+${metadata}`),
  };
}

/** Whether a text is a version. */
export function isVersion(text: string): boolean {
  return parseVersion(text) !== undefined;
}

/**
 * Orders two versions: the core numerically, a pre-release below its release, identifiers numerically where both are
 * numbers and by code units otherwise, the longer list last. Metadata does not order.
 *
 * @returns -1, 0 or 1
 */
export function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < 3; at += 1) {
    const order = compareDigits(a.core[at] as string, b.core[at] as string);
    if (order !== 0) return order;
  }
  if (a.preRelease.length === 0) return b.preRelease.length === 0 ? 0 : 1;
  if (b.preRelease.length === 0) return -1;
  const shared = Math.min(a.preRelease.length, b.preRelease.length);
  for (let at = 0; at < shared; at += 1) {
    const order = compareIdentifiers(a.preRelease[at] as string, b.preRelease[at] as string);
    if (order !== 0) return order;
  }
  return Math.sign(a.preRelease.length - b.preRelease.length);
}

function compareIdentifiers(a: string, b: string): number {
  if (digits(a) && digits(b)) return compareDigits(a, b);
  return compareText(a, b);
}

/** Numbers of any length, without leading zeros. */
function compareDigits(a: string, b: string): number {
  return a.length === b.length ? compareText(a, b) : Math.sign(a.length - b.length);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function digits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return text.length > 0;
}

function trimZeros(text: string): string {
  let at = 0;
  while (at < text.length - 1 && text.charCodeAt(at) === 0x30) at += 1;
  return at === 0 ? text : text.slice(at);
}
