import { onFastify } from '../src/harnesses/fastify.ts';
import { conforms } from './conforms.ts';

conforms(onFastify);
