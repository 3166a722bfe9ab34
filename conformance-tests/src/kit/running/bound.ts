import { isDeepStrictEqual } from 'node:util';
import type { EvaluationContext, EvaluationDetails, FlagValue, FlagValueType } from '@openfeature/core';
import type { Client, Provider } from '@openfeature/server-sdk';
import { within } from './bounded.js';
import type { Heard } from './heard.js';
import type { Journal } from './journal.js';

/** What the evaluations of a case have in common. */
export interface Asking {
  readonly caseId: string;
  readonly journal: Journal;
  readonly evaluationMs: number;
  readonly context: EvaluationContext;
  /** Told what must not have happened. */
  readonly object: (problem: string) => void;
}

/** A provider in a domain of its own. */
export class Bound {
  readonly provider: Provider;
  readonly domain: string;
  readonly client: Client;
  readonly heard: Heard;
  private readonly asking: Asking;

  constructor(provider: Provider, domain: string, client: Client, heard: Heard, asking: Asking) {
    this.provider = provider;
    this.domain = domain;
    this.client = client;
    this.heard = heard;
    this.asking = asking;
  }

  /** As text: statuses are compared across copies of the SDK. */
  get status(): string {
    return this.client.providerStatus;
  }

  /** Evaluates through the client. A context that is given takes the place of the adapter's. */
  async details(
    type: FlagValueType,
    key: string,
    defaultValue: FlagValue,
    context: EvaluationContext = this.asking.context,
  ): Promise<EvaluationDetails<FlagValue>> {
    const { caseId, journal, evaluationMs, object } = this.asking;
    const before = copyOf(context);
    const details = await within(
      `the evaluation of ${shown(key)} as ${type}`,
      evaluationMs,
      evaluate(this.client, type, key, defaultValue, context),
    );
    if (before !== undefined && !isDeepStrictEqual(before, copyOf(context))) {
      object(`the evaluation of ${shown(key)} changed the context of its caller`);
    }
    journal.evaluations.push({ caseId, type, key, default: defaultValue, details });
    return details;
  }
}

/** Asks a client by type. */
function evaluate(
  client: Client,
  type: FlagValueType,
  key: string,
  defaultValue: FlagValue,
  context: EvaluationContext,
): Promise<EvaluationDetails<FlagValue>> {
  switch (type) {
    case 'boolean':
      return client.getBooleanDetails(key, defaultValue as boolean, context);
    case 'string':
      return client.getStringDetails(key, defaultValue as string, context);
    case 'number':
      return client.getNumberDetails(key, defaultValue as number, context);
    case 'object':
      return client.getObjectDetails(key, defaultValue, context);
  }
}

/** A key as a message shows it. */
export function shown(key: string): string {
  return key.length > 40 ? `${JSON.stringify(key.slice(0, 40))}… (${key.length} characters)` : JSON.stringify(key);
}

/** `undefined`: it holds what cannot be copied, and is not compared. */
function copyOf(context: EvaluationContext): unknown {
  try {
    return structuredClone(context);
  } catch {
    return undefined;
  }
}
