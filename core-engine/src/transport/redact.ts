/** What may be shown of a URL: no query, no fragment and no user information, any of which may hold a token. */
export function shownUrl(url: string): string {
  const parsed = parseUrl(url);
  return parsed === undefined ? 'a text that is no URL' : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

/** The URL, or `undefined` where the text is none: what `new URL` throws repeats the text. */
export function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
