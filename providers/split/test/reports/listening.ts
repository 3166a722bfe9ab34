import type { ImpressionData } from '#src/config/impression-listener.js';

/** A listener that keeps what it hears. */
export class Heard {
  readonly data: ImpressionData[] = [];

  logImpression(data: ImpressionData): void {
    this.data.push(data);
  }

  get impressions(): ImpressionData['impression'][] {
    return this.data.map(({ impression }) => impression);
  }

  get features(): string[] {
    return this.impressions.map(({ feature }) => feature);
  }
}
