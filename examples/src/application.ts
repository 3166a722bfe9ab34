import {
  ProviderEvents,
  type Client,
  type EvaluationContext,
  type EvaluationDetails,
  type EventDetails,
  type FlagValue,
  type JsonValue,
} from '@openfeature/server-sdk';

/** What the application wants to know: a flag, the type it is used as, and what to do without an answer. */
export type Question =
  | { readonly flag: string; readonly type: 'boolean'; readonly fallback: boolean }
  | { readonly flag: string; readonly type: 'string'; readonly fallback: string }
  | { readonly flag: string; readonly type: 'number'; readonly fallback: number }
  | { readonly flag: string; readonly type: 'object'; readonly fallback: JsonValue };

/** One answer, as a row of a table. */
export interface Row {
  readonly flag: string;
  readonly user: string;
  readonly type: string;
  readonly value: string;
  readonly variant: string;
  readonly reason: string;
}

/**
 * The application: it knows OpenFeature, and no vendor. Which backend answers is decided where the provider is set. It asks
 * everything at once, as the requests of several users come to a server.
 */
export async function askAll(
  client: Client,
  questions: readonly Question[],
  users: readonly EvaluationContext[],
): Promise<Row[]> {
  const asked = questions.flatMap((question) =>
    users.map(async (user) => rowOf(question, user, await ask(client, question, user))),
  );
  return Promise.all(asked);
}

function ask(client: Client, question: Question, user: EvaluationContext): Promise<EvaluationDetails<FlagValue>> {
  switch (question.type) {
    case 'boolean':
      return client.getBooleanDetails(question.flag, question.fallback, user);
    case 'string':
      return client.getStringDetails(question.flag, question.fallback, user);
    case 'number':
      return client.getNumberDetails(question.flag, question.fallback, user);
    case 'object':
      return client.getObjectDetails(question.flag, question.fallback, user);
  }
}

function rowOf({ flag, type }: Question, user: EvaluationContext, details: EvaluationDetails<FlagValue>): Row {
  return {
    flag,
    user: user.targetingKey ?? '',
    type,
    value: JSON.stringify(details.value),
    variant: details.variant ?? '',
    reason: details.errorCode ?? details.reason ?? '',
  };
}

/** What became of one flag when its definition changed. */
export interface Observed {
  readonly event: EventDetails<ProviderEvents.ConfigurationChanged>;
  readonly before: boolean;
  readonly after: EvaluationDetails<boolean>;
}

/** Asks a flag, has somebody change it, waits until OpenFeature tells of that, and asks again. */
export async function watchChange(
  client: Client,
  flag: string,
  user: EvaluationContext,
  change: () => unknown,
): Promise<Observed> {
  const changed = nextChange(client);
  const before = await client.getBooleanValue(flag, false, user);
  await change();
  const event = await changed;
  return { event, before, after: await client.getBooleanDetails(flag, false, user) };
}

/** The next change of definitions. A provider does not keep the process alive, so that the waiting has to. */
function nextChange(of: Client): Promise<EventDetails<ProviderEvents.ConfigurationChanged>> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error('the change was not noticed within 10 seconds'));
    }, 10_000);
    of.addHandler(ProviderEvents.ConfigurationChanged, (event) => {
      clearTimeout(late);
      resolve(event ?? { providerName: of.metadata.providerMetadata.name });
    });
  });
}
