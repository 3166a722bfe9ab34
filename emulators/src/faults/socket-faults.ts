import { end, FLOOD, linesOf, reset, stall, text } from './shared-steps.js';
import { COMPRESSED, FIN, opcodes } from './frame.js';
import type { Fault, Step } from './step.js';

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

/** What goes wrong with WebSockets, by its name. */
export const socketFaults = {
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
