const LONGEST = 300;

/**
 * A path or a name as it may stand in a message: on one line and of bounded length, because both can come from a
 * definition that somebody else wrote.
 */
export function shown(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
