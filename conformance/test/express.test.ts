import { onExpress } from '../src/harnesses/express.ts';
import { conforms } from './conforms.ts';

conforms(onExpress, { whole: true });
