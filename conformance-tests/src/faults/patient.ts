import type { Seen } from './seen.js';
import type { Detour, Switchboard } from './switchboard.js';
import type { Time } from './time.js';

/** A way for the network to go wrong. */
export type Trouble =
  /** Nothing listens. */
  | { readonly kind: 'down' }
  /** This status, whatever is asked. */
  | { readonly kind: 'status'; readonly status: number }
  /** This text with status 200. */
  | { readonly kind: 'text'; readonly text: string; readonly type?: string }
  /** A fault on the wire, by its name in the catalogue of the fault server; what is sent is what the backend would say. */
  | { readonly kind: 'wire'; readonly fault: string };

/** What is asked of the backend. */
export type Resource = 'definitions' | 'stream';

/**
 * A provider of whatever vendor, its backend, and everything between the two. There is one flag; the backend is made to
 * say another treatment of it, and then it shows whether that has come through.
 */
export interface Patient {
  readonly time: Time;
  readonly seen: Seen;
  readonly board: Switchboard;
  /** The paths that definitions and the stream are asked for at. */
  readonly paths: Readonly<Record<Resource, string>>;
  /** The flag's name. */
  readonly flag: string;
  /** Starts; resolves, or rejects, as the application's call does. */
  open(): Promise<void>;
  /** What the application gets for the flag; its own default is `default`. */
  answer(): Promise<string>;
  /** The status that OpenFeature has for it. */
  readonly status: string;
  /** From now on the backend has this treatment for everybody. `tell`: those who listen hear of it. */
  change(treatment: string, tell?: boolean): void;
  /** What a resource would answer to who knows nothing: a body, or the events of a stream that tell of the last change. */
  wholeAnswer(resource: Resource): Promise<string>;
  /** A place where a fault is met. */
  faultAt(fault: string, body: string, type: string): string;
}

/** Lets a resource, or for `down` everything, go wrong. Returns how to mend that. */
export async function bringTrouble(
  patient: Patient,
  trouble: Trouble,
  resource: Resource,
): Promise<() => Promise<void>> {
  const { board, paths } = patient;
  if (trouble.kind === 'down') {
    await board.down();
    return () => board.up();
  }
  const undo = board.divert(paths[resource], await detourOf(patient, trouble, resource));
  return () => {
    undo();
    return Promise.resolve();
  };
}

async function detourOf(
  patient: Patient,
  trouble: Exclude<Trouble, { kind: 'down' }>,
  resource: Resource,
): Promise<Detour> {
  const usual = resource === 'stream' ? 'text/event-stream' : 'application/json';
  switch (trouble.kind) {
    case 'status':
      return bytes(trouble.status, hasNoBody(trouble.status) ? '' : `{"code":${trouble.status}}`, 'application/json');
    case 'text':
      return bytes(200, trouble.text, trouble.type ?? usual);
    case 'wire':
      return {
        kind: 'elsewhere',
        url: patient.faultAt(trouble.fault, await patient.wholeAnswer(resource), usual),
      };
  }
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 304;
}

function bytes(status: number, body: string, type: string): Detour {
  const length = Buffer.byteLength(body);
  const head = `HTTP/1.1 ${status} As arranged\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n`;
  return { kind: 'bytes', text: `${head}Connection: close\r\n\r\n${body}` };
}
