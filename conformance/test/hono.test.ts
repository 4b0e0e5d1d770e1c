import { hono } from '../src/harnesses/hono.ts';
import { conforms } from './conforms.ts';

conforms(hono);
