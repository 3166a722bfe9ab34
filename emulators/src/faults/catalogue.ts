import { COMPRESSED, FIN, opcodes } from './frame.js';
import type { Fault, Step } from './step.js';

/** As much as a client must not take in one piece. */
const FLOOD = 300 * 1024 * 1024;

const end: Step = { step: 'end' };
const stall: Step = { step: 'stall' };
const reset: Step = { step: 'reset' };
const body: Step = { step: 'body' };
const firstHalf: Step = { step: 'body', share: 0.5 };

const linesOf = (...lines: string[]): string => lines.map((line) => `${line}\r\n`).join('');
const text = (...lines: string[]): Step => ({ step: 'text', text: linesOf(...lines) });

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

const handshakeLines = (...more: string[]): string[] => [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  ...more,
  '',
];
const ACCEPT = 'Sec-WebSocket-Accept: {accept}';
const handshake = text(...handshakeLines(ACCEPT));
const message: Step = { step: 'frame', first: opcodes.text };
const close = (code: number): Step => ({
  step: 'frame',
  first: opcodes.close,
  hex: code.toString(16).padStart(4, '0'),
});
const FRAME = 16_384;

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

  'socket-silent': { about: 'a WebSocket that opens, and says nothing', steps: [handshake, stall] },
  'socket-body': { about: 'a WebSocket that sends its body and then nothing more', steps: [handshake, message, stall] },
  'socket-fragments': {
    about: 'a WebSocket that sends its body in many frames, and stays',
    steps: [handshake, { step: 'fragments', count: 100 }, stall],
  },
  'socket-drip': {
    about: 'a WebSocket whose handshake comes one byte at a time; it sends its body, and stays',
    steps: [{ step: 'drip-text', text: linesOf(...handshakeLines(ACCEPT)) }, message, stall],
  },
  'socket-binary': {
    about: 'a WebSocket that sends its body as a binary message, and stays',
    steps: [handshake, { step: 'frame', first: opcodes.binary }, stall],
  },
  'socket-closed': { about: 'a WebSocket that is closed with 1011 at once', steps: [handshake, close(1011), end] },
  'socket-closed-normally': {
    about: 'a WebSocket that is closed with 1000 at once',
    steps: [handshake, close(1000), end],
  },
  'socket-closed-4003': { about: 'a WebSocket that is closed with 4003 at once', steps: [handshake, close(4003), end] },
  'socket-closed-without-code': {
    about: 'a WebSocket that is closed without a code at once',
    steps: [handshake, { step: 'frame', first: opcodes.close, text: '' }, end],
  },
  'socket-reset': {
    about: 'a WebSocket that is reset in the middle of a message',
    steps: [handshake, { step: 'frame', first: opcodes.text, share: 0.5 }, reset],
  },
  'socket-truncated': {
    about: 'a WebSocket that ends in the middle of a message, without a close frame',
    steps: [handshake, { step: 'frame', first: opcodes.text, share: 0.5 }, end],
  },
  'socket-stall-within-message': {
    about: 'a WebSocket that stops in the middle of a message',
    steps: [handshake, { step: 'frame', first: opcodes.text, share: 0.5 }, stall],
  },
  'socket-large-message': {
    about: 'a WebSocket with one message of 200 MB',
    steps: [
      handshake,
      { step: 'frame', first: opcodes.text, text: '', announced: 200 * 1024 * 1024 },
      { step: 'flood', text: ' '.repeat(65_536), bytes: 200 * 1024 * 1024 },
      stall,
    ],
  },
  'socket-endless-fragments': {
    about: 'a WebSocket with one message of 300 MB in small frames',
    steps: [
      handshake,
      { step: 'frame', first: opcodes.text & ~FIN, text: ' ' },
      {
        step: 'frame',
        first: opcodes.continuation & ~FIN,
        text: ' '.repeat(FRAME),
        times: Math.floor(FLOOD / FRAME),
      },
      stall,
    ],
  },
  'socket-bomb': {
    about: 'a WebSocket with 300 MB of zeros, compressed, which nobody asked for',
    steps: [handshake, { step: 'compressed-zeros', bytes: FLOOD }, stall],
  },
  'socket-bomb-announced': {
    about: 'the same, and the handshake says that it was asked for',
    steps: [
      text(...handshakeLines(ACCEPT, 'Sec-WebSocket-Extensions: permessage-deflate')),
      { step: 'compressed-zeros', bytes: FLOOD },
      stall,
    ],
  },
  'socket-flood': {
    about: 'a WebSocket with 200,000 messages of no interest before its body; it stays',
    steps: [
      handshake,
      { step: 'frame', first: opcodes.text, text: '{"messageType":"noise","data":null}', times: 200_000 },
      message,
      stall,
    ],
  },
  'socket-ping-flood': {
    about: 'a WebSocket with 100,000 pings before its body; it stays',
    steps: [handshake, { step: 'frame', first: opcodes.ping, text: 'ping', times: 100_000 }, message, stall],
  },
  'socket-wrong-proof': {
    about: 'a WebSocket whose handshake proves nothing',
    steps: [text(...handshakeLines('Sec-WebSocket-Accept: bm90aGluZw==')), message, stall],
  },
  'socket-no-proof': { about: 'a WebSocket whose handshake has no proof', steps: [text(...handshakeLines()), stall] },
  'socket-unknown-frame': {
    about: 'a WebSocket with a frame of a kind that does not exist',
    steps: [handshake, { step: 'frame', first: 0x83 }, stall],
  },
  'socket-masked-frame': {
    about: 'a WebSocket with a frame that is masked, as only clients may',
    steps: [handshake, { step: 'frame', first: opcodes.text, masked: true }, stall],
  },
  'socket-lone-continuation': {
    about: 'a WebSocket with the continuation of no message',
    steps: [handshake, { step: 'frame', first: opcodes.continuation }, stall],
  },
  'socket-reserved-bits': {
    about: 'a WebSocket whose frames say that they are compressed, and are not',
    steps: [handshake, { step: 'frame', first: opcodes.text | COMPRESSED }, stall],
  },
  'socket-no-text': {
    about: 'a WebSocket with a text that is no UTF-8',
    steps: [handshake, { step: 'frame', first: opcodes.text, hex: 'c328a0a1' }, stall],
  },
  'socket-wrong-close': {
    about: 'a WebSocket that is closed with a code that cannot be',
    steps: [handshake, close(1005), end],
  },
  'socket-no-json': {
    about: 'a WebSocket that sends half of an object as if whole',
    steps: [handshake, { step: 'frame', first: opcodes.text, text: '{"half":"of an ob' }, stall],
  },
  'socket-no-object': {
    about: 'a WebSocket that sends a list, and then another one; it stays',
    steps: [
      handshake,
      { step: 'frame', first: opcodes.text, text: '[1, 2]' },
      { step: 'frame', first: opcodes.text, text: '[]' },
      stall,
    ],
  },
  'socket-empty-message': {
    about: 'a WebSocket that sends a message with nothing in it',
    steps: [handshake, { step: 'frame', first: opcodes.text, text: '' }, stall],
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof catalogue;
