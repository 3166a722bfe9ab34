import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSyncMessage, FfcContents } from '@polyflag/emulators';
import { expect } from 'chai';
import { featureFlagCoInTest } from '../support/featureflag-co.js';

type Message = Omit<DataSyncMessage, 'data'> & { readonly data: DataSyncMessage['data'] & FfcContents };

interface Item {
  readonly timestamp: number;
  readonly isArchived: boolean;
  readonly value?: string;
  readonly included?: readonly string[];
}

interface Store {
  readonly version: number;
  readonly items: Readonly<Record<string, Item>>;
}

interface Step {
  readonly message: Message;
  readonly accepted: boolean;
  readonly expected: Store;
  readonly perItem?: Store;
}

const folder = join(import.meta.dirname, '..', '..', '..', 'conformance-tests', 'vectors');
const file = readFileSync(join(folder, 'featureflag-co-evaluations.json'), 'utf8');
const { dataSync, sync } = JSON.parse(file) as {
  readonly dataSync: Message;
  readonly sync: readonly { readonly name: string; readonly steps: readonly Step[] }[];
};

/** The scenarios that say what became of items; the others are about messages that are none. */
const scenarios = sync.filter(({ steps }) => steps.every(({ accepted, expected }) => accepted && expected.version > 0));

/** What a client that goes by the version of each item holds (spec §4.6, D2). */
class Model {
  private items = new Map<string, Item>();
  private version = 0;

  apply({ data }: DataSyncMessage): void {
    const items = itemsOf(data);
    const latest = Math.max(0, ...items.map(([, { timestamp }]) => timestamp));
    if (data.eventType === 'full') {
      if (latest <= this.version) return;
      this.items = new Map(items);
    } else {
      for (const [id, item] of items) {
        if (item.timestamp > (this.items.get(id)?.timestamp ?? 0)) this.items.set(id, item);
      }
    }
    this.version = Math.max(this.version, latest);
  }

  get store(): Store {
    return { version: this.version, items: Object.fromEntries(this.items) };
  }
}

/** The items of a message, with what the recorded scenarios say of one. */
function itemsOf({ featureFlags, segments }: DataSyncMessage['data']): [string, Item][] {
  type Raw = Item & {
    readonly id: string;
    readonly ff?: { readonly defaultRulePercentageRollouts: readonly { valueOption: { variationValue: string } }[] };
  };
  return ([...featureFlags, ...segments] as Raw[]).map(({ id, timestamp, isArchived, ff, included }) => {
    if (isArchived) return [id, { timestamp, isArchived }];
    const value = ff?.defaultRulePercentageRollouts[0]?.valueOption.variationValue;
    return [
      id,
      {
        timestamp,
        isArchived,
        ...(value === undefined ? {} : { value }),
        ...(included === undefined ? {} : { included }),
      },
    ];
  });
}

describe("the featureflag.co emulator and the vendor's own data", () => {
  const { emulated, connected } = featureFlagCoInTest();
  const environment = '36__46__98';

  it('sends an environment of the vendor as it is', async () => {
    const emulator = await emulated({ environment });
    const latest = emulator.patch(dataSync.data);
    const client = await connected(emulator);
    const { featureFlags, segments } = await client.ask(0);
    const whole = dataSync.data.featureFlags.filter((flag) => !(flag as unknown as Item).isArchived);
    expect(featureFlags).to.deep.equal(whole);
    expect(featureFlags).to.have.length.above(300);
    expect(segments).to.deep.equal(
      dataSync.data.segments.filter((segment) => !(segment as unknown as Item).isArchived),
    );
    expect((await client.ask(latest)).featureFlags).to.deep.equal([]);
  });

  it('has the recorded scenarios', () => {
    expect(scenarios.map(({ name }) => name)).to.include.members([
      'full then single-item patches',
      'patch inserts a new flag into an empty store',
      'full with an older or equal version is ignored',
      'patch older than the stored version',
      'patch with several items',
    ]);
  });

  for (const { name, steps } of scenarios) {
    it(`replays what was recorded to a client: ${name}`, async () => {
      const emulator = await emulated({ environment });
      const client = await connected(emulator);
      const model = new Model();
      for (const { message, expected, perItem } of steps) {
        emulator.send(message);
        const heard = (await client.next()) as DataSyncMessage;
        expect(heard).to.deep.equal(message);
        model.apply(heard);
        const { version, items } = perItem ?? expected;
        expect(model.store).to.deep.equal({ version, items });
      }
    });
  }

  it('tells of changes as they were recorded, and holds what a client of the vendor held', async () => {
    const [{ steps }] = scenarios.filter(({ name }) => name === 'full then single-item patches') as [
      (typeof scenarios)[number],
    ];
    const emulator = await emulated({ environment });
    const [first, ...rest] = steps as [Step, ...Step[]];
    emulator.patch(first.message.data);
    const client = await connected(emulator);
    const whole = await client.ask(0);
    expect({ messageType: 'data-sync', data: whole }).to.deep.equal(first.message);
    for (const { message } of rest) {
      if (itemsOf(message.data).length === 0) continue;
      emulator.patch(message.data);
      expect(await client.next()).to.deep.equal(message);
    }
    const items = new Map([...itemsOf(whole), ...itemsOf(await client.ask(first.expected.version))]);
    expect(Object.fromEntries(items)).to.deep.equal(rest.at(-1)?.expected.items);
  });
});
