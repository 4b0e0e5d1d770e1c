import { nestOnFastify } from '../src/rigs/nest-fastify.ts';
import { conforms } from './conforms.ts';

conforms(nestOnFastify);
