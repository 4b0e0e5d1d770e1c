import { fileURLToPath } from 'node:url';

/** The files that browsers load with the pages. Only these folders are served. */
export const assets: readonly { readonly path: string; readonly folder: string }[] = [
  { path: '/assets', folder: fileURLToPath(new URL('./public', import.meta.url)) },
  {
    path: '/assets/webauthn',
    folder: fileURLToPath(new URL('.', import.meta.resolve('@simplewebauthn/browser'))),
  },
];
