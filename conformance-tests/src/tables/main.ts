import { writeFileSync } from 'node:fs';
import { cataloguePage } from './catalogue-page.js';

const docs = new URL('../../../docs/', import.meta.url);
writeFileSync(new URL('conformance-cases.md', docs), cataloguePage());
