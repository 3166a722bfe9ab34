import { readAnswer, type Answer, type Clock, type HttpRequest, type Transport } from '@polyflag/core-engine';
import type { SplitRequests } from '../../wire/requests.js';
import type { SyncObserver, SyncResource } from '../observer.js';

/** What every part of the synchronisation works with. */
export interface Backend {
  readonly requests: SplitRequests;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly observer: SyncObserver;
}

/** What each resource is called in a message. */
const NAMES: Readonly<Record<SyncResource, string>> = {
  flags: 'splitChanges',
  segments: 'segmentChanges',
  token: 'the authentication of the stream',
};

export function nameOf(resource: SyncResource): string {
  return NAMES[resource];
}

/** Makes one request for something in JSON. It holds no process: who awaits a start does that. */
export async function ask(
  { transport, clock, observer }: Backend,
  resource: SyncResource,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const begun = clock.now();
  const answer = readAnswer(await transport.request({ ...request, signal, background: true }), nameOf(resource));
  if (answer.kind === 'body') {
    observer.synced?.(resource);
    observer.httpLatency?.(resource, clock.now() - begun);
  }
  if (answer.kind === 'status') observer.httpError?.(resource, answer.status);
  return answer;
}

/** Whether nobody wants the answer any more. A function, because that changes while one waits. */
export function isGivenUp(signal: AbortSignal): boolean {
  return signal.aborted;
}
