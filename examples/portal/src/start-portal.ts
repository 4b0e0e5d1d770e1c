import { randomBytes } from 'node:crypto';
import { createMfa, emailCode, type FactorMethod, type Mfa, smsCode, totp } from '@factorkit/core';
import { webauthn } from '@factorkit/webauthn';
import type { Brand } from './brands/brand.ts';
import type { CustomerPortal } from './customer-portal.ts';
import { createMessenger, type Messenger } from './messenger.ts';
import { contactsOf } from './people/contacts-of.ts';
import { createDirectory, type Directory } from './people/directory.ts';
import { isPlainHttp, type SettledOptions } from './portal-options.ts';
import { createSignIns, type SignIns } from './session/sign-ins.ts';

/** The parts of a portal that its engine uses. */
export interface PortalParts {
  readonly directory: Directory;
  readonly signIns: SignIns;
  readonly messenger: Messenger;
}

/** One portal without its pages: its users, its sign-ins, and the engine for second factors. */
export async function startPortal(
  brand: Brand,
  options: SettledOptions,
  everyPortal: CustomerPortal['everyPortal'],
): Promise<CustomerPortal> {
  const { clock } = options;
  const parts: PortalParts = {
    directory: await createDirectory({ portalId: brand.id, people: brand.people, clock }),
    signIns: createSignIns(clock),
    messenger: createMessenger(options.delivery, clock),
  };
  return customerPortal(brand, options, { ...parts, mfa: createEngine(brand, options, parts), everyPortal });
}

/** Assembles a portal from its parts. */
export function customerPortal(
  brand: Brand,
  { clock, timeZone, origin, onError }: SettledOptions,
  parts: PortalParts & Pick<CustomerPortal, 'mfa' | 'everyPortal'>,
): CustomerPortal {
  const challengeCookie = {
    name: `${brand.id}-challenge`,
    deviceName: `${brand.id}-device`,
    insecureDevelopment: isPlainHttp(origin),
  };
  // Demo: new at each start. The servers of a real portal share one.
  const key = new Uint8Array(randomBytes(32));
  return { brand, clock, origin, timeZone, challengeCookie, key, onError, ...parts };
}

/** The engine for second factors, with the portal's hooks and policy. */
export function createEngine(
  brand: Brand,
  options: SettledOptions,
  { directory, signIns, messenger }: PortalParts,
): Mfa {
  const { storage, keys, clock, random, onEvent } = options;
  return createMfa({
    issuer: brand.name,
    keys,
    storage,
    methods: methodsOf(brand, options),
    policy: brand.policy,
    portal: {
      async verifyPassword(userId, password) {
        const { userName = '' } = directory.find(userId) ?? {};
        const { kind } = await directory.checkPassword(userName, password, { signedIn: userId });
        return kind === 'right';
      },
      contacts: async (userId) => {
        const person = directory.find(userId);
        return person === undefined ? [] : contactsOf(person);
      },
      async revokeSessions(userId, except) {
        signIns.endAll(userId, except);
      },
      enrolmentChanged: async ({ userId, enrolled }) => directory.noteEnrolled(userId, enrolled),
      notify: ({ id, to, subject, text }) => messenger({ id, to, subject, text }),
      ...(onEvent && { onEvent }),
    },
    notices: {
      // Behind the `#`, which browsers do not send: no log contains it.
      cancelUrl: (token) => `${options.origin}/${brand.id}/recovery/stop#${token}`,
      helpUrl: `${options.origin}/${brand.id}/help`,
    },
    clock,
    ...(random && { random }),
  });
}

/** The factor methods. The portal's policy decides which of them it allows. */
function methodsOf(brand: Brand, { origin, delivery }: SettledOptions): readonly FactorMethod[] {
  const { hostname } = new URL(origin);
  return [
    totp(),
    emailCode({ delivery: delivery.email }),
    smsCode({ delivery: delivery.sms, domain: hostname }),
    webauthn({ rpId: hostname, rpName: brand.name, origins: [origin] }),
  ];
}
