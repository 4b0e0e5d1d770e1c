import { error, type ServerLoad } from '@sveltejs/kit';
import { factorkit } from '../../factorkit.server.ts';

export const load: ServerLoad = async (event) => {
  const guarded = await factorkit().multiFactor(event.request, event);
  if (guarded.kind === 'refused') error(401, guarded.refused.kind);
  return { treasure: 'one ruby' };
};
