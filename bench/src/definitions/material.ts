import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scale } from '../measure/scale.js';
import { prepareAmplitude } from './amplitude/material.js';
import type { AmplitudeSet } from './amplitude/sets.js';
import { prepareFfc } from './featureflag-co/material.js';
import type { FfcSet } from './featureflag-co/sets.js';
import { prepareHackle } from './hackle/material.js';
import type { Prepared, VendorName } from './places.js';
import type { HackleSet } from './hackle/sets.js';
import { prepareSplit } from './split/material.js';
import type { SplitSet } from './split/sets.js';

/** The sets of definitions of each vendor. */
export interface SetNames extends Readonly<Record<VendorName, string>> {
  readonly split: SplitSet;
  readonly hackle: HackleSet;
  readonly 'featureflag-co': FfcSet;
  readonly amplitude: AmplitudeSet;
}

/** Writes a set into its folder below the directory. */
type Prepare<Set> = (set: Set, directory: string, scale: Scale) => Prepared;

const prepare: { readonly [V in VendorName]: Prepare<SetNames[V]> } = {
  split: prepareSplit,
  hackle: prepareHackle,
  'featureflag-co': prepareFfc,
  amplitude: prepareAmplitude,
};

/** Sets by their vendors. */
export type Sets = { readonly [V in VendorName]?: readonly SetNames[V][] };

/** Definitions on disk, for whoever reads files, and as text, for the server; made when they are asked for. */
export class Material {
  readonly directory = mkdtempSync(join(tmpdir(), 'polyflag-bench-'));
  private readonly scale: Scale;
  private readonly made = new Map<string, Prepared>();

  constructor(scale: Scale) {
    this.scale = scale;
  }

  prepare(sets: Sets): void {
    for (const [vendor, names] of Object.entries(sets) as [VendorName, readonly string[]][]) {
      for (const name of names) this.prepareOne(vendor, name);
    }
  }

  /** A set that was prepared. */
  of(vendor: string, set: string): Prepared | undefined {
    return this.made.get(`${vendor}/${set}`);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private prepareOne(vendor: VendorName, set: string): void {
    const name = `${vendor}/${set}`;
    if (this.made.has(name)) return;
    this.made.set(name, (prepare[vendor] as Prepare<string>)(set, this.directory, this.scale));
  }
}
