import { hono } from '../src/rigs/hono.ts';
import { conforms } from './conforms.ts';

conforms(hono);
