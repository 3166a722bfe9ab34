import { writeSync } from 'node:fs';
import { SplitFactory } from '@polyflag/split-provider';

const factory = new SplitFactory('localhost', { splitFile: process.argv[2] ?? '' });
await factory.blockUntilReady(30);
writeSync(1, factory.client().getTreatment('user-0000001', process.argv[3] ?? ''));
process.exit(0);
