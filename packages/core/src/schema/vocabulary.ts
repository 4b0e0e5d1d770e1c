import type {
  EvidenceMethod,
  FirstFactorMethod,
  Method,
  RecoveryPath,
  Trait,
} from '../account/factors/method.ts';
import type { AssuranceLevel } from '../policy/requirements/assurance.ts';
import type { Handover } from '../policy/schema/policy.ts';
import type { Risk } from '../policy/schema/user.ts';
import type { Schema } from './schema.ts';
import { matching, named, oneOf } from './values.ts';

const METHODS = ['totp', 'email', 'sms', 'webauthn'] as const;
const FIRST_FACTORS = ['password', 'federated', 'passkey', 'magic-link'] as const;

export const method: Schema<Method> = extensible("a plug-in's x-…", METHODS);

export const firstFactorMethod: Schema<FirstFactorMethod> = oneOf(...FIRST_FACTORS);

export const evidenceMethod: Schema<EvidenceMethod> = named('EvidenceMethod', () =>
  extensible("a plug-in's x-…", [...FIRST_FACTORS, ...METHODS, 'backup-code']),
);

export const recoveryPath: Schema<RecoveryPath> = extensible("the portal's own x-…", [
  'backup-code',
  'support',
  'form',
]);

export const trait: Schema<Trait> = oneOf(
  'phishing-resistant',
  'user-verified',
  'device-bound',
  'remembered',
);

export const assuranceLevel: Schema<AssuranceLevel> = oneOf('single-factor', 'multi-factor');

/** From the lowest. */
export const RISKS: readonly Risk[] = ['low', 'medium', 'high'];
export const risk: Schema<Risk> = oneOf(...RISKS);

export const handover: Schema<Handover> = oneOf('staff', 'contact', 'none');

/** The name of an action of the portal. */
export const ACTION_NAME: RegExp = /^[A-Za-z0-9._:-]{1,64}$/;

/** One of these names, or a name that a plug-in or the portal adds. */
function extensible<const K extends string>(
  others: string,
  known: readonly K[],
): Schema<NoInfer<K> | `x-${string}`> {
  const pattern = new RegExp(`^(${[...known, 'x-[a-z0-9-]{1,30}'].join('|')})$`);
  return matching(pattern, `one of ${known.join(', ')}, or ${others}`);
}
