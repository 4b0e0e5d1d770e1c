import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { factorkit } from '../../factorkit.ts';

export default async function Vault(): Promise<ReactElement> {
  const request = { headers: await headers() }; // first: a page that reads them is not rendered by `next build`
  const guarded = await factorkit().multiFactor(request);
  if (guarded.kind === 'refused') redirect(`/?because=${guarded.refused.kind}`);
  return <h1>In the vault: one ruby</h1>;
}
