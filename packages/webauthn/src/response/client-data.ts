import type { CrossOriginUse, Settings } from '../options.ts';
import type { Refusal } from '../refusal.ts';
import type { ClientData } from './read-response.ts';

interface Expected {
  readonly type: 'webauthn.create' | 'webauthn.get';
  readonly challenge: string;
  readonly settings: Pick<Settings, 'origins' | 'crossOrigin'>;
}

/** WebAuthn L3 §7.1 steps 7 to 11 and §7.2 steps 10 to 14: whether the browser did what it was asked, where it was asked. */
export function troubleWithClientData(
  clientData: ClientData,
  { type, challenge, settings }: Expected,
): Refusal | undefined {
  if (clientData.type !== type) return 'type';
  if (clientData.challenge !== challenge) return 'challenge';
  if (!settings.origins.includes(clientData.origin)) return 'origin';
  return troubleWithFrames(clientData, settings.crossOrigin);
}

// The library looks at neither when a credential is made, and at the top origin alone when it is used.
function troubleWithFrames(
  { crossOrigin, topOrigin }: ClientData,
  allowed: CrossOriginUse | undefined,
): Refusal | undefined {
  if (!crossOrigin) return topOrigin === undefined ? undefined : 'top-origin';
  if (allowed === undefined) return 'cross-origin';
  if (topOrigin === undefined) return allowed.unnamedTopOrigin === 'accept' ? undefined : 'top-origin';
  return allowed.topOrigins.includes(topOrigin) ? undefined : 'top-origin';
}
