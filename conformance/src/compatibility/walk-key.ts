import { createSoftwareAuthenticator } from '@factorkit/testkit';
import { expectReply, type Walk } from './walk.ts';

/** What a portal did with a security key, read from its answers. */
export interface WalkedKey {
  readonly registration: string;
  readonly assertion: string;
}

/** Registers a security key and signs in with it, by a software authenticator that signs for real. */
export async function walkKey({ open, login, mount }: Walk, origin: string): Promise<WalkedKey> {
  const key = createSoftwareAuthenticator({
    origin,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  const [first, second] = [open(), open()];
  expectReply(await first.send('POST', '/login', login), 200, { kind: 'complete' });
  const begun = await first.send('POST', `${mount}/factors`, { method: 'webauthn' });
  expectReply(begun, 201, {});
  const { factorId, setup } = Object(begun.json.enrolment);
  const confirm = { response: await key.create(setup.options) };
  const confirmed = await first.send('POST', `${mount}/factors/${factorId}/confirm`, confirm);
  expectReply(confirmed, 200, { factorId });
  if (confirmed.json.kind === 'acknowledge') {
    expectReply(await first.send('POST', `${mount}/backup-codes/acknowledge`, { factorId }), 200, {});
  }

  expectReply(await second.send('POST', '/login', login), 200, { kind: 'challenge' });
  const asked = await second.send('POST', `${mount}/challenge/options`, { method: 'webauthn' });
  expectReply(asked, 200, {});
  const response = await key.get(Object(asked.json.options));
  const verified = await second.send('POST', `${mount}/challenge/verify`, { factorId, response });
  expectReply(verified, 200, { kind: 'complete' });
  const again = await second.send('POST', `${mount}/challenge/verify`, { factorId, response });
  expectReply(again, 404, { code: 'no-challenge' });
  const { amr } = verified.json as { readonly amr: readonly string[] };
  return { registration: String(confirmed.json.kind), assertion: amr.join(' ') };
}
