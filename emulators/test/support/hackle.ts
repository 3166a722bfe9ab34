import type { ExperimentWire, HackleEmulator, WorkspaceWire } from '@polyflag/emulators';
import { ask, type Answered, type Asked } from './ask.js';

/** What a client knows of an emulator of Hackle's. */
export interface HackleKnown {
  readonly urls: HackleEmulator['urls'];
}

/** Asks as Hackle's clients do. */
export function askHackle(url: string, { headers, ...asked }: Asked = {}): Promise<Answered> {
  return ask(url, { ...asked, headers: { 'x-hackle-sdk-key': 'any', ...headers } });
}

/** Asks for the workspace, if it was modified. */
export function fetchWorkspace({ urls }: HackleKnown, since?: string): Promise<Answered> {
  const headers: Record<string, string> = since === undefined ? {} : { 'if-modified-since': since };
  return askHackle(`${urls.sdk}/api/v2/workspaces/any/config`, { headers });
}

/** The workspace as it is sent. */
export async function workspaceOf(known: HackleKnown): Promise<Required<WorkspaceWire>> {
  return (await fetchWorkspace(known)).body as Required<WorkspaceWire>;
}

/** Posts a body, which is given as it stands if it is text. */
export async function post(url: string, body: unknown): Promise<number | undefined> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (await askHackle(url, { method: 'POST', body: text })).status;
}

/** An A/B test or a flag that gives everybody one variation of the usual two. */
export function alwaysVariation(key: number, variation: 'A' | 'B'): ExperimentWire {
  return { key, execution: { defaultRule: { type: 'VARIATION', variationId: variation === 'A' ? 1 : 2 } } };
}
