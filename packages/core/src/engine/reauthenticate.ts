import { MfaError } from '../errors.ts';
import { assuranceOf, withEvidence } from './assurance.ts';
import type { EngineContext } from './context.ts';
import { assertSignedIn, badInput } from './input.ts';
import type { SignedIn } from './mfa.ts';
import type { Reauthentication } from './outcomes.ts';

export async function reauthenticate(
  { portal, clock }: EngineContext,
  { caller, password }: { readonly caller: SignedIn; readonly password: string },
): Promise<Reauthentication> {
  assertSignedIn(caller);
  if (typeof password !== 'string') throw badInput('password', 'is not a text');
  if (portal.verifyPassword === undefined) {
    throw new MfaError(
      'configuration-invalid',
      'portal.verifyPassword is needed to reauthenticate by password',
    );
  }
  const { userId, assurance } = caller;
  const right = await portal.verifyPassword(userId, password).catch((cause: unknown) => {
    throw new MfaError('portal-failed', 'portal.verifyPassword threw', { cause });
  });
  // Strictly true: a portal in plain JavaScript that answers with an object or a promise of one lets nobody in.
  if (right !== true) return { kind: 'rejected' };
  const evidence = withEvidence(assurance.evidence, { method: 'password', at: clock(), traits: [] });
  const { authenticatedAt } = assurance;
  return { kind: 'complete', assurance: assuranceOf({ userId, evidence, authenticatedAt }) };
}
