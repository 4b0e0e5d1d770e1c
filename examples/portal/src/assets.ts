import { fileURLToPath } from 'node:url';

/** What browsers load beside the pages, and where: no address names a file that is not in these folders. */
export const assets: readonly { readonly path: string; readonly folder: string }[] = [
  { path: '/assets', folder: fileURLToPath(new URL('./public', import.meta.url)) },
  {
    path: '/assets/webauthn',
    folder: fileURLToPath(new URL('.', import.meta.resolve('@simplewebauthn/browser'))),
  },
];
