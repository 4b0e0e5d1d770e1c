import { createRequire } from 'node:module';
import { describe } from 'vitest';
import { onExpressOf } from '../src/harnesses/express.ts';
import { conforms } from './conforms.ts';

const require = createRequire(import.meta.url);

// The newest and the oldest 4 that the package says it takes.
describe('FE3', () => {
  conforms(onExpressOf('4.22', require('express-4')));
  conforms(onExpressOf('4.18', require('express-4.18')));
});
