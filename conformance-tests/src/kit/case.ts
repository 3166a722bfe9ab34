import type { Capability } from './capabilities.js';
import type { Scene } from './running/scene.js';

/**
 * How far the specification binds: MUST, MUST NOT, SHOULD, SHOULD NOT; `Q` is quality beyond it, which counts in strict
 * runs only.
 */
export type Level = 'M' | 'MN' | 'S' | 'SN' | 'Q';

/** One thing to find out about a provider. */
export interface ConformanceCase {
  /** As in the catalogue: `RES-01`. */
  readonly id: string;
  /** Numbers of the specification; `B`: fixed by its gherkin or the upstream kit; `JS`: by the SDK's interface. */
  readonly requirements: readonly string[];
  readonly level: Level;
  /** What holds if it passes, as a sentence. */
  readonly title: string;
  /** Without one of these it is skipped. */
  readonly needs: readonly Capability[];
  /** With one of these it is skipped. */
  readonly unless: readonly Capability[];
  /** Whether it judges what all cases of the run have seen, and therefore comes last. */
  readonly closing: boolean;
  /** Resolves if the case passes. */
  readonly run: (scene: Scene) => Promise<void>;
}

/** What a case may leave out. */
interface Conditions {
  readonly needs?: readonly Capability[];
  readonly unless?: readonly Capability[];
  readonly closing?: boolean;
}

/** `2.2.1, JS` are two requirements; none is `''`. */
export function defineCase(
  id: string,
  requirements: string,
  level: Level,
  title: string,
  conditions: Conditions,
  run: ConformanceCase['run'],
): ConformanceCase {
  const { needs = [], unless = [], closing = false } = conditions;
  return { id, requirements: requirements.split(', ').filter(Boolean), level, title, needs, unless, closing, run };
}

/** The name of a case in any report: its id, its requirements, its title. */
export function nameOf({ id, requirements, title }: ConformanceCase): string {
  return requirements.length === 0 ? `${id} ${title}` : `${id} [${requirements.join(', ')}] ${title}`;
}
