import { setImmediate as turn } from 'node:timers/promises';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip, deflateRawSync } from 'node:zlib';
import { COMPRESSED, fragments, frame, opcodes } from './frame.js';
import type { Step } from './step.js';

/** What the steps of a fault are about. */
export interface Scene {
  readonly body: Buffer;
  /** What stands for each name in braces. */
  readonly words: Readonly<Record<string, string | number>>;
}

const zeros = Buffer.alloc(65_536);

/** As many repeated frames as go out in one piece. */
const TOGETHER = 1_000;

const MIB = 1024 * 1024;

type FrameStep = Extract<Step, { step: 'frame' }>;

/** Does what the steps say, as far as the client lets it. @throws Error when the client leaves before the end */
export async function play(steps: readonly Step[], socket: Socket, scene: Scene): Promise<void> {
  for (const step of steps) {
    switch (step.step) {
      case 'text':
        await write(socket, Buffer.from(filledIn(step.text, scene)));
        break;
      case 'body':
        await write(socket, scene.body.subarray(0, Math.floor((step.share ?? 1) * scene.body.length)));
        break;
      case 'drip':
        await drip(socket, scene.body);
        break;
      case 'zeros':
        await pipeline(Readable.from(times(zeros, step.bytes)), createGzip({ level: 1 }), socket, { end: false });
        break;
      case 'flood':
        await pipeline(Readable.from(times(Buffer.from(step.text), step.bytes)), socket, { end: false });
        break;
      case 'drip-text':
        await dripText(socket, Buffer.from(filledIn(step.text, scene)));
        break;
      case 'frame':
        await repeat(socket, frameOf(step, scene), step.times ?? 1);
        break;
      case 'fragments':
        await write(socket, fragments(scene.body, step.count));
        break;
      case 'compressed-zeros':
        await write(socket, frame(opcodes.text | COMPRESSED, compressedZeros(step.bytes)));
        break;
      case 'reset':
        await reset(socket);
        return;
      case 'end':
        socket.end();
        return;
      case 'stall':
        return;
    }
  }
}

function filledIn(text: string, { words }: Scene): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(words[name] ?? whole));
}

function frameOf({ first, text, hex, announced, share, masked }: FrameStep, { body }: Scene): Buffer {
  const whole = hex !== undefined ? Buffer.from(hex, 'hex') : text !== undefined ? Buffer.from(text) : body;
  return frame(first, whole.subarray(0, Math.floor((share ?? 1) * whole.length)), announced ?? whole.length, masked);
}

/** Blocks that are whole by themselves, one like the other: so much is not compressed anew each time. */
function compressedZeros(bytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MIB), { finishFlush: constants.Z_SYNC_FLUSH });
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / MIB) }, () => block));
}

async function repeat(socket: Socket, bytes: Buffer, count: number): Promise<void> {
  for (let left = count; left > 0; left -= TOGETHER) {
    await write(socket, Buffer.concat(Array.from({ length: Math.min(left, TOGETHER) }, () => bytes)));
  }
}

async function dripText(socket: Socket, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    await write(socket, Buffer.of(byte));
    await turn();
  }
}

async function drip(socket: Socket, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    await write(socket, Buffer.concat([Buffer.from('1\r\n'), Buffer.of(byte), Buffer.from('\r\n')]));
    // So that the next byte is a packet of its own.
    await turn();
  }
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Without the word of goodbye that Node sends before it resets: a client would take that for an end in good order. */
async function reset(socket: Socket): Promise<void> {
  // A reset throws away what has not been read yet, and some systems then tell of an end instead.
  for (let turns = 0; turns < 10; turns++) await turn();
  socket._final = (done) => {
    done();
  };
  socket.resetAndDestroy();
}

/** One block over and over: whoever reads slowly makes this wait, and nothing piles up. */
function* times(block: Buffer, bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block;
}
