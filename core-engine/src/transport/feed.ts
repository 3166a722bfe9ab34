interface Part {
  readonly done: false;
  readonly value: Uint8Array;
}

/** A reader that is fed by hand. It never says that it is done: it tells whoever ended it when all has been read. */
export class Feed {
  readonly #parts: Part[] = [];
  #wake: ((part: Part) => void) | undefined;
  #whenRead: (() => void) | undefined;

  push(value: Uint8Array): void {
    const wake = this.#wake;
    this.#wake = undefined;
    if (wake === undefined) this.#parts.push({ done: false, value });
    else wake({ done: false, value });
  }

  /** @param whenRead called once all that was pushed has been read and the next part is asked for */
  end(whenRead: () => void): void {
    this.#whenRead ??= whenRead;
    if (this.#wake !== undefined) this.#whenRead();
  }

  /** Part of what a reader is. */
  cancel(): Promise<void> {
    return Promise.resolve();
  }

  read(): Promise<Part> {
    const next = this.#parts.shift();
    if (next !== undefined) return Promise.resolve(next);
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#whenRead?.();
    });
  }
}
