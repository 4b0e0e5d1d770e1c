import type { RequestHandler } from '@sveltejs/kit';
import { factorkit } from '../../../factorkit.server.ts';

export const fallback: RequestHandler = (event) => factorkit().handle(event.request, event);
