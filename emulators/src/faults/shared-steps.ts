import type { Step } from './step.js';

/** As much as a client must not take in one piece. */
export const FLOOD = 300 * 1024 * 1024;

export const end: Step = { step: 'end' };
export const stall: Step = { step: 'stall' };
export const reset: Step = { step: 'reset' };

/** Lines of HTTP. */
export const linesOf = (...lines: string[]): string => lines.map((line) => `${line}\r\n`).join('');
export const text = (...lines: string[]): Step => ({ step: 'text', text: linesOf(...lines) });
