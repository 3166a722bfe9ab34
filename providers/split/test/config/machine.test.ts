import type { networkInterfaces, NetworkInterfaceInfo } from 'node:os';
import { expect } from 'chai';
import type { SplitSettings } from '#src/config/settings.js';
import { machineOf } from '#src/config/machine.js';

type Interfaces = ReturnType<typeof networkInterfaces>;

const settings = (more: Partial<SplitSettings> = {}) => ({ IPAddressesEnabled: true, ...more }) as SplitSettings;
const at = (address: string, more: object = {}) =>
  ({ address, family: 'IPv4', internal: false, ...more }) as NetworkInterfaceInfo;
const internal = at('127.0.0.1', { internal: true });
const sixth = at('2001:db8::1', { family: 'IPv6' });

describe('the address of this machine (§9.3)', () => {
  const rows: [title: string, interfaces: Interfaces, ip: string | undefined][] = [
    ['its first', { lo: [internal], eth0: [at('10.0.0.5')], eth1: [at('10.0.0.6')] }, '10.0.0.5'],
    ['its first of version 4', { eth0: [sixth, at('10.0.0.5')] }, '10.0.0.5'],
    ['unknown where it has none but its own', { lo: [internal], eth0: [sixth] }, undefined],
    ['unknown where it has none', { eth0: undefined }, undefined],
  ];
  for (const [title, interfaces, ip] of rows) {
    it(`is ${title}`, () => {
      expect(machineOf(settings(), () => interfaces).ip).to.equal(ip);
    });
  }

  it('is unknown where the process may not ask', () => {
    const refusing = () => {
      throw new Error('uv_interface_addresses');
    };
    expect(machineOf(settings(), refusing).ip).to.equal(undefined);
  });

  it('is what the configuration says, and nobody is asked', () => {
    const asked = () => expect.fail('asked');
    expect(machineOf(settings({ machineIp: '10.9.9.9' }), asked).ip).to.equal('10.9.9.9');
    expect(machineOf(settings({ machineIp: '10.9.9.9', IPAddressesEnabled: false }), asked).ip).to.equal(undefined);
  });
});
