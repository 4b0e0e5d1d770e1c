import { nodeHttp } from '../src/rigs/node-http.ts';
import { conforms } from './conforms.ts';

conforms(nodeHttp);
