// Runs commands at the same time, and shows their outputs one after the other: the first as it comes, each of the others from
// where it stands once those before it have ended. So nothing is mixed, and what never ends is seen.
import { spawn } from 'node:child_process';

/**
 * Resolves when all have ended, with what each has written and its exit code (1 for one that was killed).
 *
 * @param commands lists of arguments for Node.js
 */
export function sideBySide(commands, { cwd, out = process.stdout } = {}) {
  let shown = Promise.resolve();
  return Promise.all(
    commands.map((args) => {
      const { ended, show } = start(args, cwd, out);
      const before = shown;
      shown = before.then(show).then(() => ended);
      return shown;
    }),
  );
}

function start(args, cwd, out) {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let isShown = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (isShown) out.write(text);
    });
  }
  const ended = new Promise((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
  const show = () => {
    isShown = true;
    out.write(output);
  };
  return { ended, show };
}
