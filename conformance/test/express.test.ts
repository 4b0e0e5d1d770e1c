import { onExpress } from '../src/rigs/express.ts';
import { conforms } from './conforms.ts';

conforms(onExpress, { whole: true });
