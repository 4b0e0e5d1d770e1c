import { createHmac } from 'node:crypto';
import type {
  CheckResult,
  FactorContext,
  FactorData,
  FactorMethod,
  JsonObject,
  WebAuthnSetup,
} from '@factorkit/core';
import type { MethodRule } from '@factorkit/core/policy';
import {
  createSeededRandom,
  createSoftwareAuthenticator,
  type Deviation,
  type SoftwareAuthenticator,
} from '@factorkit/testkit';
import { type WebAuthnOptions, webauthn } from '@factorkit/webauthn';

const RP_ID = 'example.com';
export const ORIGIN = 'https://portal.example.com';
export const BINDING = 'challenge:0123456789abcdefghijkl';
export const OTHER_BINDING = 'challenge:lkjihgfedcba9876543210';
export const RULE: MethodRule = { allow: 'yes' };

const random = createSeededRandom(4711);

const hash = (text: string): string => createHmac('sha256', 'test').update(text).digest('base64url');

export const place: FactorContext = {
  userId: 'anna',
  factorId: 'factor-1',
  // As the engine passes it, with a key of the test's.
  keyed: {
    of: hash,
    matches: (text: string, stored: string) => hash(text) === stored,
    outdated: () => false,
  },
  sealer: {
    seal: () => Promise.reject(new Error('nothing of this method is sealed')),
    open: () => Promise.reject(new Error('nothing of this method is sealed')),
  },
};

export function newMethod(options: Partial<WebAuthnOptions> = {}): FactorMethod<WebAuthnSetup> {
  return webauthn({ rpId: RP_ID, rpName: 'Example', origins: [ORIGIN], ...options });
}

export function newKey(
  options: Partial<Parameters<typeof createSoftwareAuthenticator>[0]> = {},
): SoftwareAuthenticator {
  return createSoftwareAuthenticator({ origin: ORIGIN, random, ...options });
}

type Method = FactorMethod<WebAuthnSetup>;

interface SetUp {
  readonly rule?: MethodRule;
  readonly others?: readonly FactorData[];
}

/** A set-up that was begun: what is kept, and what the browser is asked. */
export async function begin(
  method: Method,
  { rule = RULE, others = [] }: SetUp = {},
): Promise<{ readonly data: FactorData; readonly options: JsonObject }> {
  const data = await method.create({ ...place, random, others });
  const { options } = await method.present({
    ...place,
    data,
    others,
    rule,
    issuer: 'Example Portal',
    accountName: 'anna@example.com',
  });
  return { data, options };
}

interface Judged {
  readonly data: FactorData;
  readonly response: unknown;
  readonly rule?: MethodRule;
  readonly binding?: string;
  readonly userId?: string;
}

export function judge(
  method: Method,
  { data, response, rule = RULE, binding = BINDING, userId = place.userId }: Judged,
): Promise<CheckResult> {
  return method.check({ ...place, userId, data, response, binding, rule, now: 0 });
}

interface Attempt extends SetUp {
  readonly deviation?: Deviation;
}

/** A set-up from beginning to verdict. */
export async function register(
  method: Method,
  key: SoftwareAuthenticator,
  { deviation, ...setUp }: Attempt = {},
): Promise<CheckResult> {
  const { data, options } = await begin(method, setUp);
  const response = await key.create(options, deviation);
  return judge(method, { data, response, ...(setUp.rule ? { rule: setUp.rule } : {}) });
}

export function matched(result: CheckResult): Extract<CheckResult, { readonly kind: 'match' }> {
  if (result.kind !== 'match') throw new Error(`expected a match, got ${JSON.stringify(result)}`);
  return result;
}

/** A key that is enrolled: what is kept of it. */
export async function enrolled(
  method: Method,
  key: SoftwareAuthenticator,
  attempt: Attempt = {},
): Promise<FactorData> {
  return matched(await register(method, key, attempt)).data;
}

/** What the browser is asked to sign in with. */
export async function question(
  method: Method,
  data: FactorData,
  { rule = RULE, binding = BINDING }: { readonly rule?: MethodRule; readonly binding?: string } = {},
): Promise<JsonObject> {
  const asked = await method.ceremony?.options({
    binding,
    rule,
    factors: [{ factorId: place.factorId, data }],
  });
  if (asked === undefined) throw new Error('expected a method that asks the browser');
  return asked;
}

interface Use {
  readonly data: FactorData;
  readonly rule?: MethodRule;
  readonly deviation?: Deviation;
}

/** A sign-in by an enrolled key, from question to verdict. */
export async function use(
  method: Method,
  key: SoftwareAuthenticator,
  { data, rule, deviation }: Use,
): Promise<CheckResult> {
  const settings = rule ? { rule } : {};
  const response = await key.get(await question(method, data, settings), deviation);
  return judge(method, { data, response, ...settings });
}
