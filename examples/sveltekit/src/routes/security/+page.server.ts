import { redirect, type ServerLoad } from '@sveltejs/kit';

export const load: ServerLoad = ({ locals }) => {
  if (locals.user === undefined) redirect(303, '/login');
};
