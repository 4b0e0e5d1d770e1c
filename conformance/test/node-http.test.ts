import { nodeHttp } from '../src/harnesses/node-http.ts';
import { conforms } from './conforms.ts';

conforms(nodeHttp);
