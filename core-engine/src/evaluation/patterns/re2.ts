import type { RE2JS } from 're2js';
import { showText } from './surrogates.js';

let engine: typeof RE2JS | undefined;
let loading: Promise<void> | undefined;

/** Loads re2, once. It is heavy, and most sets of flags have no expression that needs it. */
export function loadPatternEngine(): Promise<void> {
  loading ??= import('re2js').then(
    (module) => {
      engine = module.RE2JS;
    },
    (error: unknown) => {
      // The next one who asks tries again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Whether `loadPatternEngine` has done its work. */
export function patternEngineLoaded(): boolean {
  return engine !== undefined;
}

/** A test by re2, for an expression in its syntax; `undefined` if re2 is not loaded or will not have it. */
export function re2Test(source: string): ((text: string) => boolean) | undefined {
  if (engine === undefined) return undefined;
  let compiled: RE2JS;
  try {
    compiled = engine.compile(source);
  } catch {
    // A limit of re2 that is not foreseen here, such as counts that multiply.
    return undefined;
  }
  return (text) => compiled.test(showText(text));
}
