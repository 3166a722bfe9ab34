/** The first bytes of whole frames of a WebSocket (RFC 6455, 5.2). */
export const opcodes = { continuation: 0x80, text: 0x81, binary: 0x82, close: 0x88, ping: 0x89 } as const;

/** Says that another frame belongs to the message, where it is taken away; that the payload is compressed, where it is added. */
export const FIN = 0x80;
export const COMPRESSED = 0x40;

const MASKED = 0x80;

/**
 * A frame, right or wrong.
 *
 * @param first its first byte
 * @param announced the length that it says it has
 */
export function frame(first: number, payload: Uint8Array, announced = payload.length, masked = false): Buffer {
  return Buffer.concat([head(first, announced, masked), payload]);
}

function head(first: number, length: number, masked: boolean): Buffer {
  const second = masked ? MASKED : 0;
  // A mask of zeros changes nothing.
  const mask = Buffer.alloc(masked ? 4 : 0);
  if (length < 126) return Buffer.concat([Buffer.of(first, second | length), mask]);
  if (length <= 0xffff) {
    const bytes = Buffer.of(first, second | 126, 0, 0);
    bytes.writeUInt16BE(length, 2);
    return Buffer.concat([bytes, mask]);
  }
  const bytes = Buffer.alloc(10);
  bytes[0] = first;
  bytes[1] = second | 127;
  bytes.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([bytes, mask]);
}

/** A message in so many frames at least; a ping stands between the first two, as it may. */
export function fragments(payload: Uint8Array, count: number): Buffer {
  const size = Math.max(1, Math.floor(payload.length / count));
  const frames: Buffer[] = [];
  for (let start = 0; start < payload.length; start += size) {
    const isFirst = start === 0;
    const isLast = start + size >= payload.length;
    const first = (isFirst ? opcodes.text : opcodes.continuation) & (isLast ? 0xff : ~FIN);
    frames.push(frame(first, payload.subarray(start, start + size)));
    if (isFirst) frames.push(frame(opcodes.ping, Buffer.of()));
  }
  return Buffer.concat(frames);
}
