import type { Access } from '../http/access.js';
import { decoded } from '../http/decoded.js';
import type { UnansweredRequest } from '../http/received.js';
import { refused, type Answer, type Reply } from '../http/reply.js';
import type { Environment } from './environment.js';
import { segmentChanges, splitChanges } from './pages.js';
import { isReport, reportPaths } from './reports.js';
import type { SplitEmulatorSettings } from './settings.js';
import { streamError, type Streams } from './stream.js';
import type { Tokens } from './token.js';

/** What answers are made of. */
export interface Sources {
  readonly environment: Environment;
  readonly access: Access;
  readonly tokens: Tokens;
  readonly streams: Streams;
  readonly settings: () => SplitEmulatorSettings;
}

/** What Split's backend says to a request (spec §4.1). */
export function answerOf(request: UnansweredRequest, sources: Sources): Answer {
  const { method, service, path } = request;
  if (service === 'streaming') return method === 'GET' ? streamed(request, sources) : nothingThere;
  if ((service === 'sdk' || service === 'events') && path === '/version') return { status: 200, body: {} };
  const reply = method === 'POST' ? reported(request) : read(request, sources);
  return reply !== nothingThere && sources.access.of(request) !== 'good'
    ? refused(401, 'the SDK key is not known')
    : reply;
}

const nothingThere = refused(404, 'there is nothing at this address');

function read({ method, service, path, query }: UnansweredRequest, { environment, tokens, settings }: Sources): Reply {
  const [, resource, name] = path.split('/');
  switch (`${method} ${service}/${resource ?? ''}`) {
    case 'GET sdk/splitChanges':
      return name === undefined
        ? splitChanges(query, environment.flags, environment.ruleBasedSegments, settings())
        : nothingThere;
    case 'GET sdk/segmentChanges':
      return segmentChanges(decoded(name ?? ''), query, environment.segments, settings());
    case 'GET auth/v2':
      return name === 'auth' ? authentication(tokens, settings()) : nothingThere;
    default:
      return nothingThere;
  }
}

function authentication(tokens: Tokens, { pushEnabled, connDelay, tokenSeconds }: SplitEmulatorSettings): Reply {
  if (!pushEnabled) return { status: 200, body: { pushEnabled, token: '' } };
  return { status: 200, body: { pushEnabled, token: tokens.issue(tokenSeconds), connDelay } };
}

function reported({ service, path, body }: UnansweredRequest): Reply {
  if (reportPaths[service]?.includes(path) !== true) return nothingThere;
  return isReport(path, body) ? { status: 200 } : refused(400, 'the body is not what is sent here');
}

/** The token stands for the SDK key (spec §5.2). */
function streamed({ path, query }: UnansweredRequest, { tokens, streams, settings }: Sources): Answer {
  if (path !== '/sse' && path !== '/event-stream') return nothingThere;
  switch (tokens.stateOf(query.accessToken ?? '')) {
    case 'unknown':
      return { status: 401, body: streamError(40_101, 401, 'The token is not known') };
    case 'expired':
      return { status: 401, body: streamError(40_142, 401, 'Token expired') };
    case 'valid':
      return {
        status: 200,
        opened: (stream) => {
          streams.open(stream, query.channels ?? '', settings().heartbeatSeconds);
        },
      };
  }
}
