import { MfaError } from '../errors.ts';
import { assuranceOf, withEvidence } from './assurance.ts';
import type { EngineContext } from './context.ts';
import { recordEvents } from './events.ts';
import { assertSignedIn, badInput } from './input.ts';
import type { Reauthentication } from './outcomes.ts';
import type { SignedIn } from './parties.ts';

export async function reauthenticate(
  context: EngineContext,
  { caller, password }: { readonly caller: SignedIn; readonly password: string },
): Promise<Reauthentication> {
  assertSignedIn(caller);
  if (typeof password !== 'string') throw badInput('password', 'is not a text');
  const { portal, clock } = context;
  if (portal.verifyPassword === undefined) {
    throw new MfaError(
      'configuration-invalid',
      'portal.verifyPassword is needed to reauthenticate by password',
    );
  }
  const { userId, assurance, source } = caller;
  const right = await portal.verifyPassword(userId, password);
  // Strictly true: a portal in plain JavaScript that answers with an object or a promise of one lets nobody in.
  const accepted = right === true;
  // ASVS 5.0 16.3.1: every attempt is on record, the failed ones too.
  const happened = [{ type: accepted ? 'password.accepted' : 'password.rejected' }] as const;
  await recordEvents(context, { userId, source, happened });
  if (!accepted) return { kind: 'rejected' };
  const evidence = withEvidence(assurance.evidence, { method: 'password', at: clock(), traits: [] });
  const { authenticatedAt } = assurance;
  return { kind: 'complete', assurance: assuranceOf({ userId, evidence, authenticatedAt }) };
}
