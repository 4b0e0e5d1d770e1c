import { createRequire } from 'node:module';
import { onExpressOf } from '../src/rigs/express.ts';
import { conforms } from './conforms.ts';

const require = createRequire(import.meta.url);

// FE3: the newest and the oldest 4 that the package says it takes.
conforms(onExpressOf('4.22', require('express-4')));
conforms(onExpressOf('4.18', require('express-4.18')));
