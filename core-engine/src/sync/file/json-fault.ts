/** Where a text stops being JSON. */
export interface Fault {
  /** Index of the offending unit; the length of the text if it ends too early. */
  readonly offset: number;
  /** What stands there or is missing; it quotes nothing of the text. */
  readonly what: string;
}

const BLANKS = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y; // eslint-disable-line no-control-regex -- JSON forbids exactly these in a string
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;

/**
 * Finds what `JSON.parse` stumbled over. V8's own messages name the position only at times, and they quote the text around
 * it, which may be somebody's key: neither belongs into a log. Runs only after a failure, so it need not be fast.
 *
 * @returns undefined if the text is JSON
 */
export function findJsonFault(text: string): Fault | undefined {
  return new Scan(text).document();
}

/** What may stand at the current place. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'next';

class Scan {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): Fault | undefined {
    // The open brackets stand on a stack of our own: the nesting is the author's choice, the call stack is not.
    const open: ('{' | '[')[] = [];
    let expected: Expected = 'value';
    for (;;) {
      this.skip(BLANKS);
      const char = this.text.charAt(this.at);
      const inner = open.at(-1);
      if (expected === 'next' && inner === undefined) {
        return char === '' ? undefined : this.fault('something follows after the end of the document');
      }
      if (char === '') return this.fault('the document ends too early');
      if (closes(char, expected, inner)) {
        this.at++;
        open.pop();
        expected = 'next';
      } else if (expected === 'next') {
        if (char !== ',') return this.fault(`a comma or "${inner === '{' ? '}' : ']'}" is missing`);
        this.at++;
        expected = inner === '{' ? 'key' : 'value';
      } else if (expected === 'colon') {
        if (char !== ':') return this.fault('a colon is missing after the name of a member');
        this.at++;
        expected = 'value';
      } else if (expected === 'key' || expected === 'key or }') {
        if (char !== '"') return this.fault('the name of a member in double quotes is missing');
        const fault = this.string();
        if (fault !== undefined) return fault;
        expected = 'colon';
      } else if (char === '{' || char === '[') {
        this.at++;
        open.push(char);
        expected = char === '{' ? 'key or }' : 'value or ]';
      } else {
        const fault = this.scalar(char);
        if (fault !== undefined) return fault;
        expected = 'next';
      }
    }
  }

  private scalar(char: string): Fault | undefined {
    if (char === '"') return this.string();
    return this.skip(NUMBER) || this.skip(WORD) ? undefined : this.fault('a value is missing');
  }

  private string(): Fault | undefined {
    this.at++;
    for (;;) {
      this.skip(PLAIN);
      const char = this.text.charAt(this.at);
      if (char === '"') {
        this.at++;
        return undefined;
      }
      if (char === '') return this.fault('the document ends inside a string');
      if (char !== '\\') return this.fault('a string holds a line break or another control character');
      if (!this.skip(ESCAPE)) return this.fault('a string holds an unknown escape');
    }
  }

  /** Steps over what the sticky expression matches here; false if that is nothing. */
  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    const moved = pattern.lastIndex > this.at;
    this.at = pattern.lastIndex;
    return moved;
  }

  private fault(what: string): Fault {
    return { offset: this.at, what };
  }
}

function closes(char: string, expected: Expected, inner: '{' | '[' | undefined): boolean {
  if (char === '}') return inner === '{' && (expected === 'next' || expected === 'key or }');
  if (char === ']') return inner === '[' && (expected === 'next' || expected === 'value or ]');
  return false;
}
