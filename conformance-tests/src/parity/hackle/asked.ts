/** A call of a client. What a caller passes is not always what the types promise: that is a part of what is compared. */
export type Asked =
  | {
      readonly call: 'variationDetail';
      readonly key: unknown;
      readonly fallback: string | undefined;
      readonly reads: Reads;
    }
  | { readonly call: 'featureFlagDetail'; readonly key: unknown; readonly reads: Reads }
  | { readonly call: 'remoteConfig'; readonly key: unknown; readonly fallback: unknown };

/** How the parameters of a variation are read: with a default of each type, or with none, which takes any. */
export type Reads = 'typed' | 'any';
