import { nestOnExpress } from '../src/rigs/nest-express.ts';
import { conforms } from './conforms.ts';

conforms(nestOnExpress);
