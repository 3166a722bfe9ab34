const CONSUMER =
  'definitions in Redis or in a storage of your own (consumer mode) are not supported yet; without it they are kept in memory';

/** The groups of the vendor's Node SDK: by member, what to do instead. */
const GROUPS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'core',
    new Map([
      ['authorizationKey', 'the SDK key is an argument of its own, before the options'],
      ...same('labelsEnabled', 'IPAddressesEnabled'),
    ]),
  ],
  [
    'scheduler',
    new Map([
      ...same('featuresRefreshRate', 'segmentsRefreshRate', 'impressionsRefreshRate', 'impressionsQueueSize'),
      ...same('eventsPushRate', 'eventsQueueSize'),
      ['telemetryRefreshRate', 'write metricsRefreshRate'],
      ['offlineRefreshRate', 'write localhostRefreshEnabled: true, and featuresRefreshRate for the rate'],
    ]),
  ],
  [
    'startup',
    new Map([
      ['readyTimeout', 'write initTimeoutMillis, in milliseconds'],
      ['requestTimeoutBeforeReady', 'write connectionTimeout and readTimeout, in milliseconds'],
    ]),
  ],
  [
    'sync',
    new Map([
      ['impressionsMode', 'write impressionsMode'],
      ['splitFilters', 'write flagSetsFilter, a list of flag sets'],
      ['requestOptions', 'write agent for its agent'],
    ]),
  ],
]);

const SINGLE: ReadonlyMap<string, string> = new Map([
  ['features', 'write splitFile'],
  ['mode', 'the SDK key decides: "localhost" reads definitions from a file, every other one from the backend'],
  ['storage', CONSUMER],
  ['storageType', CONSUMER],
  ['storageWrapper', CONSUMER],
  ['storagePrefix', CONSUMER],
]);

/**
 * What to do instead of an option that other SDKs of the vendor have and this one has not, or not under this name
 * (DECISIONS 7). `undefined`: it is none of them.
 *
 * @param value what was given for it; of a group, its members are named
 */
export function insteadOf(name: string, value: unknown): string | undefined {
  if (name.startsWith('redis')) return CONSUMER;
  const [groupName = '', member] = name.split('.', 2);
  const group = GROUPS.get(groupName);
  if (group === undefined) return SINGLE.get(groupName);
  if (member !== undefined) return insteadOfMember(group, member);
  const given = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const known = (given.length > 0 ? given : [...group.keys()]).slice(0, 10);
  return `options are not grouped; ${known.map((each) => `for ${groupName}.${each}: ${insteadOfMember(group, each)}`).join('; ')}`;
}

function insteadOfMember(group: ReadonlyMap<string, string>, member: string): string {
  return group.get(member) ?? 'there is no such option';
}

function same(...names: readonly string[]): [string, string][] {
  return names.map((name) => [name, `write ${name}`]);
}
