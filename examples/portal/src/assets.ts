import { fileURLToPath } from 'node:url';

/** The style of the example's frame. The pages bring their own files. */
export const assets: { readonly path: string; readonly folder: string } = {
  path: '/assets',
  folder: fileURLToPath(new URL('./public', import.meta.url)),
};
