import { expect } from 'chai';
import { HiddenPart } from '#src/provider/hidden-part.js';

describe('provider: what lies behind an object', () => {
  it('is known for the object that it was noted for, and for nothing else', () => {
    const parts = new HiddenPart<string>();
    const client = { name: 'client' };
    parts.hold(client, 'runtime');
    expect(parts.of(client)).to.equal('runtime');
    for (const other of [{ name: 'client' }, Object.create(client), undefined, null, 'client', 1]) {
      expect(parts.of(other)).to.equal(undefined);
    }
  });

  it('is kept apart by what keeps it', () => {
    const client = {};
    new HiddenPart<string>().hold(client, 'runtime');
    expect(new HiddenPart<string>().of(client)).to.equal(undefined);
  });
});
