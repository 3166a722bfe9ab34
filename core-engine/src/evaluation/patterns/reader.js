/** A place in the source of an expression. */
export class Reader {
  source;
  at = 0;
  constructor(source) {
    this.source = source;
  }
  get done() {
    return this.at >= this.source.length;
  }
  /** The next unit as text, without taking it; empty at the end. */
  peek() {
    return this.source.charAt(this.at);
  }
  /** Takes the next unit; empty at the end. */
  take() {
    return this.source.charAt(this.at++);
  }
  /** Takes the text if it comes next. */
  eat(text) {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
  /** Takes what a sticky expression matches here. */
  match(sticky) {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.source);
    if (found !== null) this.at += found[0].length;
    return found;
  }
}
//# sourceMappingURL=reader.js.map
