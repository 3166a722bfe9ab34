import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scale } from '../measure/scale.js';
import { definitionSet, type SetName } from './sets.js';
import { changes, segmentChanges } from './wire.js';

/** The definitions of one set, as text. */
export interface Texts {
  readonly changes: string;
  readonly segments: ReadonlyMap<string, string>;
}

/** Definitions on disk, for whoever reads files, and as text, for the server; made when they are asked for. */
export class Material {
  readonly directory = mkdtempSync(join(tmpdir(), 'polyflag-bench-'));
  private readonly scale: Scale;
  private readonly made = new Map<string, Texts>();

  constructor(scale: Scale) {
    this.scale = scale;
  }

  /** Writes a set into a folder of its name. */
  prepare(name: SetName): void {
    if (this.made.has(name)) return;
    const { flags, segments } = definitionSet(name, this.scale);
    const texts: Texts = {
      changes: changes(flags),
      segments: new Map(Object.entries(segments).map(([segment, keys]) => [segment, segmentChanges(segment, keys)])),
    };
    const { splitFile, segmentDirectory, yamlFile } = filesOf(this.directory, name);
    mkdirSync(segmentDirectory, { recursive: true });
    writeFileSync(splitFile, texts.changes);
    for (const [segment, text] of texts.segments) writeFileSync(join(segmentDirectory, `${segment}.json`), text);
    if (name === 'static')
      writeFileSync(yamlFile, flags.map((flag) => `- ${flag.name}: { treatment: "on" }\n`).join(''));
    this.made.set(name, texts);
  }

  texts(name: string): Texts | undefined {
    return this.made.get(name);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Where the files of a set are. The vendor's SDK reads YAML, which can say only what everybody gets. */
export function filesOf(
  directory: string,
  set: SetName,
): { splitFile: string; segmentDirectory: string; yamlFile: string } {
  const folder = join(directory, set);
  return {
    splitFile: join(folder, 'splits.json'),
    segmentDirectory: join(folder, 'segments'),
    yamlFile: join(folder, 'splits.yaml'),
  };
}
