import type { ReactElement } from 'react';
import { currentUser } from '../portal.ts';

export default async function Home(): Promise<ReactElement> {
  const user = await currentUser();
  return <h1>{user ? `Signed in as ${user.user.accountName}` : 'Nobody is signed in'}</h1>;
}
