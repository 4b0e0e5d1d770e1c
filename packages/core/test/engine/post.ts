import {
  type Contact,
  type Delivery,
  type DeliveryAdapter,
  emailCode,
  type SignedIn,
  smsCode,
  totp,
} from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import {
  challengeFor,
  openWorld,
  passwordSession,
  plainPolicy,
  sessionOf,
  type World,
  type WorldOptions,
} from './world.ts';

export const MINUTE = 60_000;

/** Codes by mail and by text message beside the app, optional to enrol, active at once. */
export const codePolicy: Policy = {
  ...plainPolicy,
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, sms: { allow: 'yes' } },
  manage: { proof: { of: ['totp', 'email', 'sms', 'backup-code'], maxAge: '15m' } },
  backupCodes: { issue: 'on-request', acknowledge: 'record' },
};

export interface Post extends World {
  readonly sent: Delivery[];
  readonly contacts: Contact[];
}

/** A portal whose mail and text messages can be read. */
export async function openPost(
  options: WorldOptions & { readonly deliver?: DeliveryAdapter['deliver'] } = {},
): Promise<Post> {
  const sent: Delivery[] = [];
  const contacts: Contact[] = [
    { id: 'mail', channel: 'email', address: 'anna.smith@example.com' },
    { id: 'phone', channel: 'sms', address: '+4915112345678' },
  ];
  const deliver: DeliveryAdapter['deliver'] = async (delivery) => {
    sent.push(delivery);
    return { kind: 'accepted' };
  };
  const delivery = { name: 'post', channels: ['email', 'sms'] as const, deliver: options.deliver ?? deliver };
  const { deliver: _, ...rest } = options;
  const world = await openWorld({
    policy: codePolicy,
    methods: [totp(), emailCode({ delivery }), smsCode({ delivery, domain: 'portal.example' })],
    portal: { revokeSessions: async () => {}, contacts: async () => contacts },
    ...rest,
  });
  return { ...world, sent, contacts };
}

export interface EnrolledCode {
  readonly factorId: string;
  readonly session: SignedIn;
}

/** Enrols the contact by the code that was sent to it, and waits until another may be asked for. */
export async function enrolCode(
  post: Post,
  method: 'email' | 'sms',
  session?: SignedIn,
): Promise<EnrolledCode> {
  const caller = session ?? (await passwordSession(post.mfa, 'anna'));
  const begun = await post.mfa.beginEnrolment({ caller, method });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  const { factorId } = begun.enrolment;
  const confirmed = await post.mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) });
  if (confirmed.kind !== 'active' || confirmed.next.kind !== 'complete') throw new Error(confirmed.kind);
  post.clock.advance(MINUTE);
  return { factorId, session: sessionOf(caller.userId, confirmed.next.assurance) };
}

/** What the latest message says. */
export function lastCode({ sent }: Post): string {
  return sent.at(-1)?.code ?? 'none sent';
}

/** A sign-in for which a code was asked. */
export async function askedChallenge({ mfa }: Post, factorId: string, userId = 'anna'): Promise<string> {
  const { token } = await challengeFor(mfa, userId);
  const result = await mfa.sendCode({ token, factorId });
  if (result.kind !== 'sent') throw new Error(result.kind);
  return token;
}

/** Six digits that are surely not these. */
export function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000';
}
