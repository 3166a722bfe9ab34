import { cases } from './cases/index.js';
import { readCommand, type Command } from './command-line.js';
import { Material } from './definitions/material.js';
import { serve } from './loopback/server.js';
import { carryOut } from './measure/plans.js';
import { full, quick } from './measure/scale.js';
import { keep, render } from './report/files.js';
import { describeMachine } from './report/machine.js';
import { resultOf, type CaseResult } from './report/results.js';
import { textOf } from './report/text.js';

try {
  const names = cases.map(({ name }) => name);
  await obey(readCommand(process.argv.slice(2), names), names);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function obey(command: Command, names: readonly string[]): Promise<void> {
  if (command.render) {
    render();
    return;
  }
  const scale = command.quick ? quick : full;
  const chosen = cases.filter(({ name }) => command.names.length === 0 || command.names.includes(name));
  const machine = describeMachine();
  const material = new Material(scale);
  const loopback = await serve(material);
  const results: CaseResult[] = [];
  try {
    for (const one of chosen) {
      material.prepare(one.sets);
      const samples = await carryOut(one.plan, { scale, directory: material.directory, url: loopback.url });
      const result = resultOf(one, samples);
      console.log(textOf(result, machine));
      results.push(result);
    }
  } finally {
    await loopback.close();
    material.remove();
  }
  if (command.quick) console.log('A quick run shows that everything runs; its figures mean nothing.');
  else if (command.keep || command.names.length === 0) keep({ machine, cases: results }, names);
}
