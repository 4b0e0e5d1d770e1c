import { randomBytes } from 'node:crypto';
import { type Contact, createMfa, emailCode, type FactorMethod, smsCode, totp } from '@factorkit/core';
import { mfaRouter } from '@factorkit/express';
import { webauthn } from '@factorkit/webauthn';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import session from 'express-session';
import type { Brand, SetUpStyle } from './brands/brand.ts';
import type { CustomerPortal } from './customer-portal.ts';
import { createMessenger } from './messenger.ts';
import { messagePage } from './pages/message.ts';
import { createDirectory, type Person } from './people/directory.ts';
import type { PortalOptions } from './portal-options.ts';
import { backupCodeRoutes } from './routes/backup-codes.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { portalRoutes } from './routes/guarded.ts';
import { HELP_PATH, helpRoutes } from './routes/help.ts';
import { jsonHost } from './routes/json-host.ts';
import { lostAccessRoutes } from './routes/lost-access.ts';
import { methodSetUpRoutes, newcomerRoutes } from './routes/method-set-up.ts';
import { passwordRoutes } from './routes/password.ts';
import { paymentAccountRoutes } from './routes/payment-account.ts';
import { profileRoutes } from './routes/profile.ts';
import { setUpRoutes } from './routes/set-up.ts';
import { settingsRoutes } from './routes/settings.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { STOP_PATH, stopRecoveryRoutes } from './routes/stop-recovery.ts';
import { switchRoutes } from './routes/switches.ts';
import { trustedBrowserRoutes } from './routes/trusted-browsers.ts';
import { sameSiteForms } from './session/form-token.ts';
import { createSignIns } from './session/sign-ins.ts';
import { visitOf } from './session/visit.ts';

type MountOptions = PortalOptions & Required<Pick<PortalOptions, 'onError' | 'timeZone'>>;

type Routes = (router: Router, portal: CustomerPortal) => void;

/**
 * The pages and JSON routes of one portal, with its sessions; `inside` is what lies behind the sign-in. Read this first,
 * and then `startPortal`: its users and its engine.
 */
export function mountBrand(
  portal: CustomerPortal,
  options: MountOptions,
  inside: Routes = portalRoutes,
): Router {
  const { brand } = portal;
  const router = express.Router();
  router.use(
    session({
      // One session for each portal: signed in here says nothing there.
      name: `${brand.id}.session`,
      cookie: {
        path: `/${brand.id}`,
        httpOnly: true,
        sameSite: 'lax',
        secure: false,
        maxAge: 8 * 60 * 60_000,
      },
      // Demo: a new secret and a store in memory at each start, so a restart signs everybody out. A real portal keeps
      // its sessions in a store of its own, and sets `secure`.
      secret: randomBytes(32).toString('base64url'),
      store: new session.MemoryStore(),
      resave: false,
      saveUninitialized: false,
    }),
  );
  // The JSON routes look after their own bodies and origins.
  router.use(
    '/mfa',
    mfaRouter({
      mfa: portal.mfa,
      host: jsonHost(portal, options.onError),
      cookie: portal.challengeCookie,
      clock: portal.clock,
    }),
  );
  router.use(express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 20 }));
  router.use(
    sameSiteForms((request, response) => {
      visitOf(portal, request, response).show(({ brand }) => {
        const { staleTitle, stale } = brand.texts.errors;
        return messagePage(brand, staleTitle, stale);
      }, 403);
    }),
  );
  for (const mount of [signInRoutes, lostAccessRoutes, stopRecoveryRoutes, helpRoutes]) mount(router, portal);
  for (const mount of [inside, confirmRoutes, backupCodeRoutes, trustedBrowserRoutes]) mount(router, portal);
  for (const mount of [profileRoutes, passwordRoutes, paymentAccountRoutes]) mount(router, portal);
  for (const mount of SET_UP_ROUTES[brand.setUp.kind]) mount(router, portal);
  answerTheRest(router, portal, options.onError);
  return router;
}

/** Each portal sets methods up in its own way. */
const SET_UP_ROUTES = {
  'key-then-check': [settingsRoutes, setUpRoutes],
  'scan-and-check': [settingsRoutes, setUpRoutes],
  'choose-method': [settingsRoutes, methodSetUpRoutes, newcomerRoutes],
  switches: [switchRoutes, methodSetUpRoutes],
} as const satisfies Record<SetUpStyle['kind'], readonly Routes[]>;

/** The mechanisms; which of them a portal allows is its policy's to say. */
function methodsOf(brand: Brand, { origin, delivery }: MountOptions): readonly FactorMethod[] {
  const { hostname } = new URL(origin);
  return [
    totp(),
    emailCode({ delivery: delivery.email }),
    smsCode({ delivery: delivery.sms, domain: hostname }),
    webauthn({ rpId: hostname, rpName: brand.name, origins: [origin] }),
  ];
}

function contactsOf(person: Person | undefined): readonly Contact[] {
  if (person === undefined) return [];
  const { email, phone } = person;
  return [
    { id: 'email', channel: 'email', address: email },
    ...(phone === undefined ? [] : [{ id: 'phone', channel: 'sms', address: phone } as const]),
  ];
}

/** One portal without its pages: who its users are, which of them are signed in, and the engine for second factors. */
export async function startPortal(brand: Brand, options: MountOptions): Promise<CustomerPortal> {
  const { storage, keys, clock = Date.now, random, onEvent } = options;
  const directory = await createDirectory({ portalId: brand.id, people: brand.people, clock });
  const signIns = createSignIns();
  const messenger = createMessenger(options.delivery, clock);
  const mfa = createMfa({
    issuer: brand.name,
    keys,
    storage,
    methods: methodsOf(brand, options),
    policy: brand.policy,
    portal: {
      async verifyPassword(userId, password) {
        const person = directory.find(userId);
        return (
          person !== undefined && (await directory.checkPassword(person.userName, password)).kind === 'right'
        );
      },
      contacts: async (userId) => contactsOf(directory.find(userId)),
      async revokeSessions(userId, except) {
        signIns.endAll(userId, except);
      },
      notify: ({ id, to, subject, text }) => messenger({ id, to, subject, text }),
      ...(onEvent && { onEvent }),
    },
    notices: {
      // Behind the `#`, which browsers keep to themselves: no log on the way holds it.
      cancelUrl: (token) => `${options.origin}/${brand.id}${STOP_PATH}#${token}`,
      helpUrl: `${options.origin}/${brand.id}${HELP_PATH}`,
    },
    clock,
    ...(random && { random }),
  });
  return {
    brand,
    mfa,
    directory,
    signIns,
    clock,
    timeZone: options.timeZone,
    messenger,
    challengeCookie: {
      name: `${brand.id}-challenge`,
      deviceName: `${brand.id}-device`,
      insecureDevelopment: true,
    },
  };
}

function answerTheRest(router: Router, portal: CustomerPortal, onError: (error: unknown) => void): void {
  router.use((request: Request, response: Response) => {
    const { missingTitle, missing } = portal.brand.texts.errors;
    visitOf(portal, request, response).show(({ brand }) => messagePage(brand, missingTitle, missing), 404);
  });
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    onError(error);
    if (response.headersSent) return next(error);
    const { brokenTitle, broken } = portal.brand.texts.errors;
    visitOf(portal, request, response).show(({ brand }) => messagePage(brand, brokenTitle, broken), 500);
  });
}
