import { onFastify } from '../src/rigs/fastify.ts';
import { conforms } from './conforms.ts';

conforms(onFastify);
