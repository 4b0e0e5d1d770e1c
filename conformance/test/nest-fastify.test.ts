import { nestOnFastify } from '../src/harnesses/nest-fastify.ts';
import { conforms } from './conforms.ts';

conforms(nestOnFastify);
