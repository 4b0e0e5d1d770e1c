import { type Account, type Change, chain } from '../../account/account.ts';
import type { Notice } from '../../account/notices/notice.ts';
import { addNotice, factorOf, mostTelling, type Told } from '../../account/notices/noticing.ts';
import { recipientsAt, type SeenContact } from '../../account/sending/contacts.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { notifies } from '../../policy/reactions.ts';
import type { RequestSource } from '../../ports/audit.ts';
import { refreshed } from '../contacts/refreshed-contacts.ts';
import type { EngineContext } from '../context.ts';

interface Made {
  readonly before: Account | undefined;
  readonly change: Change;
  readonly source: RequestSource | undefined;
  /** The current contacts from the host. Called once for a change with a notice. */
  readonly seen: (account: Account) => Promise<readonly SeenContact[] | undefined>;
  readonly now: number;
}

/**
 * Adds the notice and its recipients to the change. They are in the same commit, so that neither a crash before the
 * sending nor a later change of contacts loses the notice. The policy decides, not the process: a process without
 * `notify`, such as a support desk, must not suppress a notice.
 */
export async function withNotice(
  context: EngineContext,
  { before, change, source, seen, now }: Made,
): Promise<Change> {
  if (!context.writesNotices) return change;
  const isTold = (about: Told): boolean => about !== 'password.changed' || notifies(context.policy, about);
  if (mostTelling(change, isTold) === undefined) return change;
  const named = await seen(change.account);
  const made =
    named === undefined
      ? change
      : chain(change, (account) => refreshed(context, { account, named, now }) ?? { account, events: [] });
  const telling = mostTelling(made, isTold);
  if (telling === undefined) return made;
  const factor = factorOf(telling, before, made.account);
  const except = contactAdded(context, made);
  const to = recipients(made.account, except, now);
  const notice: Notice = {
    id: toBase64url(context.random(12)),
    about: telling.type,
    at: now,
    ...(factor === undefined ? {} : { factor: { method: factor.method, label: factor.label } }),
    ...source,
    ...('requestId' in telling ? { requestId: telling.requestId } : {}),
    ...(except === undefined ? {} : { except }),
    ...(to.length === 0 ? {} : { to }),
    told: [],
    tries: 0,
    notBefore: now,
  };
  return chain(made, (account) => addNotice(account, notice));
}

/**
 * NIST SP 800-63B-4 §4.6: the notice goes to all addresses. Only the one that this change added is left out, unless it
 * is the only one.
 */
function recipients(account: Account, except: string | undefined, now: number): readonly string[] {
  const known = recipientsAt(account, now);
  const others = known.filter(({ id, replacedAt }) => id !== except || replacedAt !== undefined);
  return (others.length > 0 ? others : known).map(({ mark }) => mark);
}

/** NIST SP 800-63B-4 §4.1.2.1: the notice of a new factor goes to another contact than the one just added. */
function contactAdded({ methods }: EngineContext, { account, events }: Change): string | undefined {
  const activated = events.find(({ type }) => type === 'factor.activated');
  const factor = activated && factorOf(activated, undefined, account);
  if (factor === undefined) return undefined;
  const method = methods.get(factor.method);
  if (method?.sending === undefined) return undefined;
  const prefix = `${method.sending.channel}:`;
  const { channel } = method.shows(factor.data);
  return channel?.startsWith(prefix) ? channel.slice(prefix.length) : undefined;
}
