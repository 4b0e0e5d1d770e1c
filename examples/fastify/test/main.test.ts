import { smallExampleTests } from '../../minimal-express/test/small-example.ts';

smallExampleTests('fastify');
