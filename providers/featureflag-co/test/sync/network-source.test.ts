import { expect } from 'chai';
import type { SocketEnd } from '@polyflag/core-engine';
import { dataSync, ENV_SECRET, flag, SourceRig, START } from '../support/source-rig.js';

const closed = (code: number): SocketEnd => ({ kind: 'closed', code });

describe('the stream: what is asked', () => {
  it('opens the address of the stream with a token and the headers of the vendor', async () => {
    const rig = await SourceRig.open();
    expect(rig.last.request).to.deep.equal({
      url:
        'wss://stream.test/streaming?token=QSHBSN2MxZC00ZTAyLTQlMjAyMjA4MDEwOTMwMTVBDDWXBWSPHDXZfXzM2X180Nl9fOThf' +
        'X2RlZmF1bHRfOWIyYzQ&type=server',
      headers: { envSecret: ENV_SECRET, 'User-Agent': 'ffc-node-server-sdk', 'Content-Type': 'application/json' },
    });
  });

  it('makes a token for every attempt', async () => {
    const rig = await SourceRig.open();
    const first = rig.last.request.url;
    rig.end(closed(1001));
    await rig.reopen();
    expect(rig.last.request.url).to.not.equal(first);
  });

  it('asks for everything first, and pings every ten seconds', async () => {
    const rig = await SourceRig.open();
    expect(rig.last.sent).to.deep.equal([{ messageType: 'data-sync', data: { timestamp: 0 } }]);
    await rig.clock.advance(20_000);
    const ping = { messageType: 'ping', data: null };
    expect(rig.last.sent.slice(1)).to.deep.equal([ping, ping]);
  });

  it('asks for what is new since the latest change that it knows after it was connected once', async () => {
    const rig = await SourceRig.open();
    rig.say(dataSync('full', [flag('a', 5)], [{ id: 's', isArchived: true, timestamp: 9 }]));
    rig.end(closed(1001));
    await rig.reopen();
    expect(rig.asked).to.deep.equal([9]);
  });

  it('asks for everything again when the whole set never came, whatever came instead', async () => {
    const rig = await SourceRig.open();
    rig.say(dataSync('patch', [flag('a', 5)]));
    rig.end(closed(1001));
    await rig.reopen();
    expect(rig.asked).to.deep.equal([0]);
  });

  it('asks for what is new where definitions were there before it began', async () => {
    const rig = new SourceRig();
    rig.target.version = 7;
    rig.target.initialized = true;
    await rig.start();
    rig.last.listener.opened();
    expect(rig.asked).to.deep.equal([7]);
    rig.say(dataSync('patch', []));
    expect(rig.told).to.deep.equal(['changed ', 'fresh']);
  });
});

describe('the stream: what comes', () => {
  it('is ready with the first data, and tells what changed', async () => {
    const rig = await SourceRig.open();
    rig.say(dataSync('full', [flag('a', 5), flag('b', 6)]));
    rig.say(dataSync('patch', [flag('b', 7)]));
    await rig.clock.advance(0);
    expect(rig.started).to.equal('ready');
    expect(rig.told).to.deep.equal(['changed a b', 'fresh', 'changed b']);
    expect(rig.target.applied).to.deep.equal(['full, asked for: a b', 'patch: b']);
  });

  it('is ready with an empty environment (D3)', async () => {
    const rig = await SourceRig.open();
    rig.say(dataSync('full', []));
    await rig.clock.advance(0);
    expect(rig.started).to.equal('ready');
  });

  it('takes a whole set as it comes only where it was asked for (D2)', async () => {
    const rig = await SourceRig.open();
    rig.say(dataSync('patch', [flag('a', 5)]));
    rig.say(dataSync('full', [flag('a', 4)]));
    rig.say(dataSync('full', [flag('a', 3)]));
    expect(rig.target.applied).to.deep.equal(['patch: a', 'full, asked for: a', 'full: a']);
  });

  it('takes no notice of pongs and of messages of other kinds', async () => {
    const rig = await SourceRig.serving();
    for (const message of [{ messageType: 'pong', data: null }, { messageType: 'news' }, {}]) rig.say(message);
    expect([rig.told, rig.asked]).to.deep.equal([[], [0]]);
  });

  it('names what of it cannot be used, and takes the rest (D14)', async () => {
    const rig = await SourceRig.serving();
    rig.say(dataSync('patch', [{ id: 'b', isArchived: false }, flag('c', 9)]));
    expect(rig.told).to.have.length(2);
    expect(rig.told[0]).to.match(/^problem flag "b"/);
    expect(rig.told[1]).to.equal('changed c');
  });
});

describe('the stream: what is wrong with many items', () => {
  it('is told of fifty, and of the others how many they are', async () => {
    const rig = await SourceRig.serving();
    const bad = Array.from({ length: 1_000 }, (_, at) => ({ id: `bad-${at}`, isArchived: false }));
    rig.say(dataSync('patch', [...bad, flag('c', 9)]));
    expect(rig.told).to.have.length(52);
    expect(rig.told.slice(50)).to.deep.equal([
      'problem the stream: 950 more items of a message cannot be used',
      'changed c',
    ]);
  });
});

describe('the stream: what cannot be read', () => {
  it('ends the connection with 1001 when it is not JSON, and everything is asked for in the next one (D16)', async () => {
    const rig = await SourceRig.serving();
    rig.say('{"secret": tru');
    const why = 'the stream: a message cannot be used: it is not JSON';
    expect(rig.told).to.deep.equal([`interrupted Received Data invalid: ${why}`, `stale invalid: ${why}`]);
    expect(rig.last.closes[0]).to.equal(1001);
    await rig.reopen();
    expect(rig.asked).to.deep.equal([0]);
    rig.say(dataSync('full', [flag('a', 4)]));
    expect(rig.target.applied.at(-1)).to.equal('full, asked for: a');
    expect(rig.told.slice(2)).to.deep.equal(['changed a', 'fresh']);
  });

  for (const [what, message] of [
    ['a list', []],
    ['a number', 7],
    ['null', null],
    ['data that is none', { messageType: 'data-sync', data: 'x' }],
    ['flags that are no list', dataSync('full', 7)],
    ['an event that is none', dataSync('Full', [])],
  ] as const) {
    it(`changes nothing when it is ${what}, and everything is asked for again`, async () => {
      const rig = await SourceRig.serving();
      rig.say(message);
      expect(rig.told).to.have.length(1);
      expect(rig.told[0]).to.match(/^problem the stream: a message cannot be used: .*; everything is asked for again$/);
      expect(rig.asked).to.deep.equal([0, 0]);
      rig.say(dataSync('full', [flag('a', 1)]));
      expect(rig.target.applied.at(-1)).to.equal('full, asked for: a');
      rig.say(message);
      expect(rig.asked).to.deep.equal([0, 0, 0]);
      expect(rig.opened).to.have.length(1);
    });
  }

  it('ends the connection when asking again brings nothing better', async () => {
    const rig = await SourceRig.serving();
    rig.say([]);
    rig.say([]);
    expect(rig.last.closes[0]).to.equal(1001);
    expect(rig.asked).to.deep.equal([0, 0]);
    await rig.reopen();
    expect(rig.asked).to.deep.equal([0]);
  });
});

describe('the stream: what goes wrong', () => {
  for (const [end, errorType, code] of [
    [closed(1000), 'Unknown close code', 'unavailable'],
    [closed(1001), 'Unknown close code', 'unavailable'],
    [closed(1011), 'Unknown close code', 'unavailable'],
    [closed(4000), 'Unknown close code', 'unavailable'],
    [closed(4003), 'Request invalid', 'refused'],
    [{ kind: 'refused', status: 401, message: 'm' }, 'WebSocket error', 'refused'],
    [{ kind: 'refused', status: 502, message: 'm' }, 'WebSocket error', 'unavailable'],
    [{ kind: 'failed', problem: 'broken', message: 'm' }, 'Network error', 'unavailable'],
    [{ kind: 'failed', problem: 'timeout', message: 'm' }, 'Network error', 'unavailable'],
    [{ kind: 'failed', problem: 'unreachable', message: 'm' }, 'System error', 'unavailable'],
    [{ kind: 'failed', problem: 'unreachable', message: 'm (ENOTFOUND)' }, 'WebSocket error', 'unavailable'],
    [{ kind: 'failed', problem: 'tls', message: 'm' }, 'System error', 'unavailable'],
    [{ kind: 'failed', problem: 'too-large', message: 'm' }, 'WebSocket error', 'unavailable'],
  ] as [SocketEnd, string, string][]) {
    it(`tells ${errorType} of ${JSON.stringify(end)}, and is well again with the next data`, async () => {
      const rig = await SourceRig.serving();
      rig.end(end);
      expect(rig.told.map((text) => text.replace(/: .*/, ''))).to.deep.equal([
        `interrupted ${errorType}`,
        `stale ${code}`,
      ]);
      await rig.reopen();
      expect(rig.told).to.have.length(2);
      rig.say(dataSync('patch', []));
      expect(rig.told.slice(2)).to.deep.equal(['changed ', 'fresh']);
    });
  }

  it('waits from half a second on, and twice as long each time up to a minute (spec §4.9)', async () => {
    const rig = new SourceRig();
    rig.source = rig.newSource(0);
    await rig.start();
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      const before = rig.clock.now();
      rig.end(closed(1006));
      const { length } = rig.opened;
      while (rig.opened.length === length) await rig.clock.advance(100);
      waits.push(rig.last.at - before);
    }
    expect(waits).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('begins small again after a connection of more than a minute', async () => {
    const rig = await SourceRig.serving();
    for (const alive of [0, 0, 70_000]) {
      for (let ms = 0; ms < alive; ms += 10_000) {
        await rig.clock.advance(10_000);
        rig.last.listener.alive();
      }
      rig.end(closed(1001));
      const { length } = rig.opened;
      if (alive > 0) {
        await rig.clock.advance(750);
        expect(rig.opened).to.have.length(length + 1);
      } else await rig.reopen();
    }
  });

  it('counts three pings without a frame as the end (D13)', async () => {
    const rig = await SourceRig.serving();
    await rig.clock.advance(29_999);
    expect(rig.told).to.deep.equal([]);
    await rig.clock.advance(1);
    expect(rig.told[0]).to.equal('interrupted Network error: the stream was silent for 30 seconds');
    expect(rig.last.closes).to.have.length(1);
  });

  it('is fatal at the start when it is refused, goes on after minutes, and tells when it comes', async () => {
    const rig = new SourceRig();
    await rig.start();
    rig.end(closed(4003));
    await rig.clock.advance(0);
    expect(rig.started).to.equal('PROVIDER_FATAL');
    expect(rig.told.map((text) => text.replace(/:.*/, ''))).to.deep.equal([
      'interrupted Request invalid',
      'problem the stream',
    ]);
    await rig.clock.advance(299_999);
    expect(rig.opened).to.have.length(1);
    await rig.clock.advance(1_500_001);
    expect(rig.opened).to.have.length(2);
    rig.last.listener.opened();
    rig.say(dataSync('full', [flag('a', 5)]));
    expect(rig.told.slice(2)).to.deep.equal(['changed a', 'fresh']);
  });

  it('waits on when the start is not refused', async () => {
    const rig = new SourceRig();
    await rig.start();
    rig.end({ kind: 'failed', problem: 'unreachable', message: 'm' });
    await rig.reopen();
    expect(rig.started).to.equal('');
    rig.say(dataSync('full', []));
    await rig.clock.advance(0);
    expect(rig.started).to.equal('ready');
  });
});

describe('the stream: stop', () => {
  it('ends everything with 1000, also in the middle of a wait (D11)', async () => {
    const rig = await SourceRig.serving();
    await rig.source.stop();
    expect(rig.last.closes).to.deep.equal([undefined]);
    const waiting = await SourceRig.serving();
    waiting.end(closed(1001));
    await waiting.source.stop();
    for (const { clock, opened } of [rig, waiting]) {
      expect(clock.pending).to.equal(0);
      await clock.advance(3_600_000);
      expect(opened).to.have.length(1);
    }
  });

  it('tells nothing after it, and rejects a start that it overtakes', async () => {
    const rig = await SourceRig.open();
    await rig.source.stop();
    rig.say(dataSync('full', [flag('a', 5)]));
    await rig.clock.advance(0);
    expect(rig.started).to.equal('PROVIDER_NOT_READY');
    expect(rig.told).to.deep.equal([]);
  });

  it('keeps the secret and the token to itself', async () => {
    const rig = await SourceRig.open();
    rig.say('no JSON');
    rig.end(closed(4003));
    expect(JSON.stringify(rig.told)).to.not.match(/N2Mx|OWIyYzQ|token=/);
    expect(rig.clock.now()).to.equal(START);
  });
});

describe('the stream: data that needs something first', () => {
  it('waits for it, and later data waits behind it', async () => {
    const rig = await SourceRig.open();
    let ready: () => void = () => undefined;
    rig.target.needs = new Promise((resolve) => (ready = resolve));
    rig.say(dataSync('full', [flag('a', 5)]));
    rig.say(dataSync('patch', [flag('b', 6)]));
    await rig.clock.advance(0);
    expect([rig.started, rig.target.applied]).to.deep.equal(['', []]);
    ready();
    await rig.clock.advance(0);
    expect(rig.target.applied).to.deep.equal(['full, asked for: a', 'patch: b']);
    expect(rig.started).to.equal('ready');
    rig.say(dataSync('patch', [flag('c', 7)]));
    expect(rig.target.applied.at(-1)).to.equal('patch: c');
  });

  it('is dropped with its connection, and asked for again', async () => {
    const rig = await SourceRig.open();
    let ready: () => void = () => undefined;
    rig.target.needs = new Promise((resolve) => (ready = resolve));
    rig.say(dataSync('full', [flag('a', 5)]));
    rig.end(closed(1001));
    ready();
    await rig.reopen();
    expect(rig.target.applied).to.deep.equal([]);
    expect(rig.asked).to.deep.equal([0]);
    rig.say(dataSync('full', [flag('a', 5)]));
    expect(rig.target.applied).to.deep.equal(['full, asked for: a']);
  });

  it('comes to nothing after a stop', async () => {
    const rig = await SourceRig.open();
    let ready: () => void = () => undefined;
    rig.target.needs = new Promise((resolve) => (ready = resolve));
    rig.say(dataSync('full', [flag('a', 5)]));
    await rig.source.stop();
    ready();
    await rig.clock.advance(0);
    expect(rig.target.applied).to.deep.equal([]);
  });
});
