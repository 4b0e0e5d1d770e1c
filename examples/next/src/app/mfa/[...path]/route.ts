import { factorkit } from '../../../factorkit.ts';

const handle = (request: Request): Promise<Response> => factorkit().handle(request);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
