import type { CrossOriginUse, Settings } from '../options.ts';
import type { Refusal } from '../refusal.ts';
import type { ClientData } from './read-response.ts';

interface Expected {
  readonly type: 'webauthn.create' | 'webauthn.get';
  readonly challenge: string;
  readonly settings: Pick<Settings, 'origins' | 'crossOrigin'>;
}

/** WebAuthn L3 §7.1 steps 7 to 11 and §7.2 steps 10 to 14: ceremony, challenge and origin. */
export function clientDataProblem(
  clientData: ClientData,
  { type, challenge, settings }: Expected,
): Refusal | undefined {
  if (clientData.type !== type) return 'type';
  if (clientData.challenge !== challenge) return 'challenge';
  if (!settings.origins.includes(clientData.origin)) return 'origin';
  return framesProblem(clientData, settings.crossOrigin);
}

// The library checks neither when a credential is created, and only the top origin when it is used.
function framesProblem(
  { crossOrigin, topOrigin }: ClientData,
  allowed: CrossOriginUse | undefined,
): Refusal | undefined {
  if (!crossOrigin) return topOrigin === undefined ? undefined : 'top-origin';
  if (allowed === undefined) return 'cross-origin';
  if (topOrigin === undefined) return allowed.unnamedTopOrigin === 'accept' ? undefined : 'top-origin';
  return allowed.topOrigins.includes(topOrigin) ? undefined : 'top-origin';
}
