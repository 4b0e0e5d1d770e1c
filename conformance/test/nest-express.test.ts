import { nestOnExpress } from '../src/harnesses/nest-express.ts';
import { conforms } from './conforms.ts';

conforms(nestOnExpress);
