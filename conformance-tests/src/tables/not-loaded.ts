/** A provider that would have a column. */
interface NotLoaded {
  readonly name: string;
  readonly version: string;
  /** What `import` of it as published ends with. */
  readonly error: string;
}

/** Those without a column, because the package as published does not load in Node. */
export const notLoaded: readonly NotLoaded[] = [
  {
    name: '@splitsoftware/openfeature-js-split-provider',
    version: '1.0.7',
    error: '`ERR_UNKNOWN_FILE_EXTENSION` for its `src/index.ts`',
  },
];
