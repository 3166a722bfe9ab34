import { showName } from '@polyflag/core-engine';
import type { FlagWire } from '../wire/definitions.js';
import { everybody, plainFlag } from './build-flag.js';
import type { LocalhostDocument } from './document.js';

/**
 * Reads a `.split` file (§8.4): a feature flag and its treatment on each line, with blanks between them. Blank lines, and
 * lines that begin with `#`, say nothing. Of two lines for one flag the later counts. A line that is neither is left out
 * with a warning.
 */
export function readColumns(text: string): LocalhostDocument {
  const warnings: string[] = [];
  const found = new Map<string, { readonly line: number; readonly flag: FlagWire }>();
  for (const [index, written] of text.split(/\r\n|[\r\n]/).entries()) {
    const content = written.trim();
    if (content === '' || content.startsWith('#')) continue;
    const line = index + 1;
    const [name, treatment, ...rest] = content.split(/\s+/);
    if (name === undefined || treatment === undefined || rest.length > 0) {
      const columns = treatment === undefined ? 'one column' : `${rest.length + 2} columns`;
      warnings.push(`line ${line} is left out: expected a feature flag and its treatment, found ${columns}`);
      continue;
    }
    const earlier = found.get(name);
    if (earlier !== undefined) {
      warnings.push(`line ${earlier.line} is left out: line ${line} names the feature flag ${showName(name)} again`);
    }
    found.set(name, { line, flag: plainFlag(name, [everybody([{ treatment, size: 100 }])]) });
  }
  return { till: -1, flags: Array.from(found.values(), ({ flag }) => flag), ruleBasedSegments: [], warnings };
}
