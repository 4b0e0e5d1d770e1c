import type { ServerLoad } from '@sveltejs/kit';

export const load: ServerLoad = ({ locals }) => ({ userId: locals.user?.userId });
