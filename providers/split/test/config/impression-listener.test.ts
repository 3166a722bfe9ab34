import { expect } from 'chai';
import { callListener, type ImpressionData, type ImpressionListener } from '#src/config/impression-listener.js';

const data = { sdkLanguageVersion: 'nodejs-0' } as ImpressionData;

describe('a listener to impressions', () => {
  for (const name of ['logImpression', 'log_impression'] as const) {
    it(`is called by its method ${name}, as its method`, () => {
      const listener = {
        heard: [] as unknown[],
        [name](heard: ImpressionData) {
          this.heard.push(heard);
          return 'answer';
        },
      };
      expect(callListener(listener as unknown as ImpressionListener, data)).to.equal('answer');
      expect(listener.heard).to.deep.equal([data]);
    });
  }

  it('is called once when its method has both names', () => {
    const called: string[] = [];
    callListener(
      {
        logImpression: () => called.push('logImpression'),
        log_impression: () => called.push('log_impression'),
      },
      data,
    );
    expect(called).to.deep.equal(['logImpression']);
  });

  it('is called by the name that is a function', () => {
    const called: string[] = [];
    const listener = { logImpression: undefined, log_impression: () => called.push('log_impression') };
    callListener(listener, data);
    expect(called).to.deep.equal(['log_impression']);
  });
});
