import { OpenFeature, ServerProviderEvents } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { Emitter } from '#src/provider/emitter.js';
import { newDomain, RecordingLogger, rig, tidy, turns } from './fakes.js';

const READY = ServerProviderEvents.Ready;
const STALE = ServerProviderEvents.Stale;

describe('the emitter of a provider', () => {
  afterEach(tidy);

  it('5.1.1 has the six methods that the SDK calls', () => {
    const emitter = new Emitter();
    for (const method of ['emit', 'addHandler', 'removeHandler', 'removeAllHandlers', 'getHandlers', 'setLogger']) {
      expect(emitter).to.respondTo(method);
    }
  });

  it('5.2.2 calls the handlers of an event, in order, with what was emitted', () => {
    const emitter = new Emitter();
    const heard: unknown[] = [];
    emitter.addHandler(READY, (details) => heard.push(['first', details]));
    emitter.addHandler(READY, (details) => heard.push(['second', details]));
    emitter.addHandler(STALE, () => heard.push('another event'));
    emitter.emit(READY, { message: 'here' });
    expect(heard).to.deep.equal([
      ['first', { message: 'here' }],
      ['second', { message: 'here' }],
    ]);
  });

  it('takes the name of an event as text, as a second copy of the SDK would give it', () => {
    const emitter = new Emitter();
    let heard = 0;
    emitter.addHandler(READY, () => heard++);
    emitter.emit('PROVIDER_READY');
    expect(heard).to.equal(1);
  });

  it('5.2.5 calls the other handlers when one throws or rejects, and tells the logger only the class of the error', async () => {
    const logger = new RecordingLogger();
    const emitter = new Emitter().setLogger(logger);
    let heard = 0;
    emitter.addHandler(READY, () => {
      throw new TypeError('user 4711');
    });
    emitter.addHandler(READY, () => Promise.reject(new RangeError('user 4711')));
    emitter.addHandler(READY, () => heard++);
    emitter.emit(READY);
    await turns();
    expect(heard).to.equal(1);
    expect(logger.lines).to.deep.equal([
      'error a handler of PROVIDER_READY failed with TypeError',
      'error a handler of PROVIDER_READY failed with RangeError',
    ]);
  });

  it('5.2.5 survives a logger that throws', async () => {
    const logger = new RecordingLogger();
    logger.error = () => {
      throw new Error('disk full');
    };
    const emitter = new Emitter().setLogger(logger);
    emitter.addHandler(READY, () => {
      throw new Error('no');
    });
    emitter.emit(READY);
    await turns();
  });

  it('5.2.7 removes a handler once for each time it is asked to', () => {
    const emitter = new Emitter();
    let heard = 0;
    const handler = () => heard++;
    emitter.addHandler(READY, handler);
    emitter.addHandler(READY, handler);
    emitter.removeHandler(READY, handler);
    emitter.emit(READY);
    expect(heard).to.equal(1);
    emitter.removeHandler(READY, handler);
    emitter.emit(READY);
    expect(heard).to.equal(1);
    const other = () => undefined;
    emitter.addHandler(READY, other);
    emitter.removeHandler(READY, handler);
    expect(emitter.getHandlers(READY)).to.deep.equal([other]);
  });

  it('lets a handler remove itself and add others while it runs', () => {
    const emitter = new Emitter();
    const heard: string[] = [];
    const first = () => {
      heard.push('first');
      emitter.removeHandler(READY, first);
      emitter.addHandler(READY, () => heard.push('third'));
    };
    emitter.addHandler(READY, first);
    emitter.addHandler(READY, () => heard.push('second'));
    emitter.emit(READY);
    expect(heard).to.deep.equal(['first', 'second']);
    emitter.emit(READY);
    expect(heard).to.deep.equal(['first', 'second', 'second', 'third']);
  });

  it('gives the handlers of an event, as a list of its own', () => {
    const emitter = new Emitter();
    const handler = () => undefined;
    emitter.addHandler(READY, handler);
    emitter.getHandlers(READY).pop();
    expect(emitter.getHandlers(READY)).to.deep.equal([handler]);
    expect(emitter.getHandlers(STALE)).to.deep.equal([]);
  });

  it('removes the handlers of one event, or all', () => {
    const emitter = new Emitter();
    emitter.addHandler(READY, () => undefined);
    emitter.addHandler(STALE, () => undefined);
    emitter.removeAllHandlers(READY);
    expect(emitter.getHandlers(READY)).to.be.empty;
    expect(emitter.getHandlers(STALE)).to.have.length(1);
    emitter.removeAllHandlers();
    expect(emitter.getHandlers(STALE)).to.be.empty;
  });

  it('warns of no leak at fifty domains', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    const { provider } = rig();
    for (let i = 0; i < 50; i++) await OpenFeature.setProviderAndWait(newDomain(), provider);
    await turns();
    process.off('warning', onWarning);
    expect(warnings).to.deep.equal([]);
  });
});
