import { socketFaults } from './socket-faults.js';
import { end, FLOOD, reset, stall, text } from './shared-steps.js';
import type { Fault, Step } from './step.js';

const body: Step = { step: 'body' };
const firstHalf: Step = { step: 'body', share: 0.5 };

const OK = 'HTTP/1.1 200 OK';
const TYPE = 'Content-Type: {type}';
const LENGTH = 'Content-Length: {length}';
const CLOSE = 'Connection: close';

const CHUNKED = 'Transfer-Encoding: chunked';

const head = text(OK, TYPE, LENGTH, CLOSE, '');
const streamHead = text(OK, 'Content-Type: text/event-stream', CLOSE, '');
const redirect = (location: string): Step[] => [
  text('HTTP/1.1 302 Found', `Location: ${location}`, 'Content-Length: 0', CLOSE, ''),
  end,
];

/** Every fault, by its name. */
export const catalogue = {
  none: { about: 'no fault: the whole answer', steps: [head, body, end] },

  'stall-before-headers': { about: 'accepts, and says nothing', steps: [stall] },
  'stall-within-headers': {
    about: 'stops in the middle of the headers',
    steps: [text(OK, TYPE), { step: 'text', text: 'Content-Le' }, stall],
  },
  'stall-within-body': { about: 'stops after half of the body', steps: [head, firstHalf, stall] },
  drip: {
    about: 'sends the body one byte at a time',
    steps: [text(OK, TYPE, CHUNKED, CLOSE, ''), { step: 'drip' }, text('0', ''), end],
  },

  'close-before-headers': { about: 'ends the connection without an answer', steps: [end] },
  'reset-before-headers': { about: 'resets the connection without an answer', steps: [reset] },
  'reset-within-body': { about: 'resets the connection after half of the body', steps: [head, firstHalf, reset] },
  'truncated-body': { about: 'ends after half of the length that it announced', steps: [head, firstHalf, end] },
  'truncated-chunks': {
    about: 'ends before the last chunk',
    steps: [text(OK, TYPE, CHUNKED, CLOSE, '', '4', 'half'), end],
  },

  'wrong-content-type': {
    about: 'a body that says that it is a picture',
    steps: [text(OK, 'Content-Type: image/png', LENGTH, CLOSE, ''), body, end],
  },
  html: {
    about: 'a page with status 200, as a gateway to a network shows it',
    steps: [text(OK, 'Content-Type: text/html', CLOSE, '', '<!doctype html><title>Sign in</title>'), end],
  },
  empty: { about: 'status 200 with nothing in it', steps: [text(OK, TYPE, 'Content-Length: 0', CLOSE, ''), end] },
  'not-gzip': {
    about: 'a plain body that says that it is compressed',
    steps: [text(OK, TYPE, 'Content-Encoding: gzip', LENGTH, CLOSE, ''), body, end],
  },
  'gzip-bomb': {
    about: '300 MB of zeros, in gzip less than one',
    steps: [text(OK, TYPE, 'Content-Encoding: gzip', CLOSE, ''), { step: 'zeros', bytes: FLOOD }, end],
  },
  'endless-body': {
    about: 'a body of 300 MB without a length',
    steps: [text(OK, TYPE, CLOSE, ''), { step: 'flood', text: ' '.repeat(65_536), bytes: FLOOD }, end],
  },
  'endless-headers': {
    about: 'headers of 300 MB',
    steps: [text(OK), { step: 'flood', text: `X-More: ${'x'.repeat(1_000)}\r\n`, bytes: FLOOD }, end],
  },

  'silent-stream': { about: 'a stream that sends its body and then nothing more', steps: [streamHead, body, stall] },
  'bytewise-stream': {
    about: 'a stream that sends its body one byte at a time, and stays',
    steps: [text(OK, 'Content-Type: text/event-stream', CHUNKED, CLOSE, ''), { step: 'drip' }, stall],
  },
  'cut-stream': { about: 'a stream that is reset after half of its body', steps: [streamHead, firstHalf, reset] },
  'endless-event': {
    about: 'a stream with one event of 300 MB',
    steps: [
      streamHead,
      { step: 'text', text: 'data: ' },
      { step: 'flood', text: 'x'.repeat(65_536), bytes: FLOOD },
      stall,
    ],
  },

  'redirect-with-credentials': {
    about: 'redirects to a URL with a name and a password in it',
    steps: redirect('http://name:password@127.0.0.1:{port}/none'),
  },
  'redirect-elsewhere': {
    about: 'redirects to another origin, which must not get the SDK key',
    steps: redirect('http://127.0.0.1:{elsewhere}/none'),
  },
  'redirect-loop': { about: 'redirects to itself', steps: redirect('{self}') },

  'not-http': {
    about: 'bytes that are no HTTP',
    steps: [{ step: 'text', text: '\u0000\u0001 no HTTP \u0002\n\n' }, end],
  },
  'malformed-status': { about: 'a status that is no number', steps: [text('HTTP/1.1 fine OK', CLOSE, ''), end] },
  'malformed-header': {
    about: 'a header that cannot be one',
    steps: [text(OK, 'Content Type\u0000 without colon', ''), end],
  },
  'malformed-chunk': {
    about: 'a chunk whose length is no number',
    steps: [text(OK, TYPE, CHUNKED, CLOSE, '', 'zz', 'chunk'), end],
  },
  'two-lengths': {
    about: 'two lengths that differ',
    steps: [text(OK, TYPE, 'Content-Length: 3', LENGTH, CLOSE, ''), body, end],
  },

  ...socketFaults,
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof catalogue;
