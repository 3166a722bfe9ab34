import { expect } from 'chai';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { Switchboard } from '#src/faults/switchboard.js';

describe('the switchboard of the fault tests', () => {
  const board = new Switchboard(1);
  let client: Socket | undefined;

  afterEach(async () => {
    client?.destroy();
    await board.down();
  });

  it('answers a request whose head comes in two parts', async () => {
    await board.up();
    board.divert('/', { kind: 'bytes', text: 'HTTP/1.1 204 No Content\r\n\r\n' });
    client = connect({ port: board.port, host: '127.0.0.1', noDelay: true });
    await once(client, 'connect');
    client.write('GET /here HT');
    for (let turn = 0; turn < 100; turn++) await setImmediate();
    client.write('TP/1.1\r\n\r\n');
    const [answer] = (await once(client, 'data')) as [Buffer];
    expect(answer.toString()).to.match(/^HTTP\/1\.1 204 /);
  });
});
