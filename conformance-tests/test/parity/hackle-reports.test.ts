import { expect } from 'chai';
import { isDeepStrictEqual } from 'node:util';
import { openBackend } from '#src/parity/hackle/backend.js';
import { readyClient } from '#src/parity/hackle/ours.js';
import { reportDifferences } from '#src/parity/hackle/reports/deliberate/differences.js';
import { report, type Reports } from '#src/parity/hackle/reports/run.js';
import { makeScript } from '#src/parity/hackle/reports/script.js';
import { readyVendor } from '#src/parity/hackle/vendor.js';

const SEED = 20_260_114;
/** So few that the vendor's SDK sends each in one request, whose order is that of the calls. */
const CALLS = 200;
const scripts = Array.from({ length: 8 }, (_, at) => makeScript(SEED + at, CALLS));

describe(`Hackle's events beside those of its vendor's SDK, ${8 * CALLS} random calls of seed ${SEED} @parity @slow`, function () {
  this.timeout(120_000);
  const found: Reports[] = [];

  before(async () => {
    for (const script of scripts) found.push(await report(script, reportDifferences));
  });

  it('are alike, field by field and in their order', () => {
    for (const { ours, vendor } of found) {
      expect(ours.exposures).to.deep.equal(vendor.exposures);
      expect(ours.tracks).to.deep.equal(vendor.tracks);
      expect(ours.remoteConfigs).to.deep.equal(vendor.remoteConfigs);
    }
  });

  it('are of every kind, with every field that there is', () => {
    const exposures = found.flatMap(({ ours }) => ours.exposures);
    const tracks = found.flatMap(({ ours }) => ours.tracks);
    const remoteConfigs = found.flatMap(({ ours }) => ours.remoteConfigs);
    const having = (rows: readonly object[], name: string): number =>
      rows.filter((row) => JSON.stringify(row).includes(`"${name}":`)).length;
    expect(exposures.length).to.be.at.least(1_000);
    for (const name of ['variationId', '$parameterConfigurationId', '$targetingRootId', 'userId']) {
      expect(having(exposures, name), name).to.be.within(50, exposures.length - 1);
    }
    expect(having(tracks, 'value')).to.be.within(20, tracks.length - 20);
    for (const name of ['valueId', 'targetRuleKey', 'requestDefaultValue', 'returnValue']) {
      expect(having(remoteConfigs, name), name).to.be.within(20, remoteConfigs.length - 1);
    }
  });

  it('need every rule of the list', async () => {
    for (const difference of reportDifferences) {
      const others = reportDifferences.filter((other) => other !== difference);
      let isNeeded = false;
      for (const script of scripts) {
        const { ours, vendor } = await report(script, others);
        if (!isDeepStrictEqual(ours, vendor)) {
          isNeeded = true;
          break;
        }
      }
      expect(isNeeded, difference.id).to.equal(true);
    }
  });

  it('come with the same headers, but for who sends them', async () => {
    const headers = async (open: typeof readyClient | typeof readyVendor): Promise<Record<string, unknown>> => {
      const backend = await openBackend(scripts[0]!.workspace);
      try {
        const client = await open(backend);
        client.track('visit', 'ana');
        await client.close();
        const sent = await backend.emulator.received('/api/v2/events');
        return Object.fromEntries(
          Object.entries(sent.headers).filter(([name]) => /^x-hackle|^content-type$/.test(name)),
        );
      } finally {
        await backend.close();
      }
    };
    const [ours, vendor] = [await headers(readyClient), await headers(readyVendor)];
    expect(Object.keys(ours).sort()).to.deep.equal(Object.keys(vendor).sort());
    for (const name of ['x-hackle-sdk-key', 'content-type']) expect(ours[name], name).to.equal(vendor[name]);
    expect([ours['x-hackle-sdk-name'], vendor['x-hackle-sdk-name']]).to.deep.equal([
      'nodejs-polyflag',
      'javascript-sdk_node',
    ]);
  });
});
