import type { Account, Change } from '../account/account.ts';
import type { Notice } from '../account/notice.ts';
import { addNotice, factorOf, mostTelling } from '../account/noticing.ts';
import { toBase64url } from '../codec/base64url.ts';
import { notifies } from '../policy/reactions.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { EngineContext } from './context.ts';

interface Made {
  readonly before: Account | undefined;
  readonly change: Change;
  readonly source: RequestSource | undefined;
  readonly now: number;
}

/**
 * The change, and with it the word for the user: in the same commit, so that a crash before the sending loses none.
 * Nothing is kept where the portal lends no `notify`.
 */
export function withNotice(context: EngineContext, { before, change, source, now }: Made): Change {
  if (context.portal.notify === undefined) return change;
  const telling = mostTelling(
    change,
    (about) => about !== 'password.changed' || notifies(context.policy, about),
  );
  if (telling === undefined) return change;
  const factor = factorOf(telling, before, change.account);
  const except = contactAdded(context, change);
  const notice: Notice = {
    id: toBase64url(context.random(12)),
    about: telling.type,
    at: now,
    ...(factor === undefined ? {} : { factor: { method: factor.method, label: factor.label } }),
    ...(source === undefined ? {} : placeOfRequest(source)),
    ...('requestId' in telling ? { requestId: telling.requestId } : {}),
    ...(except === undefined ? {} : { except }),
    told: [],
    tries: 0,
    notBefore: now,
  };
  const added = addNotice(change.account, notice);
  return { account: added.account, happened: [...change.happened, ...added.happened] };
}

/** NIST SP 800-63B-4 §4.1.2.1: the word of a new factor goes elsewhere than to what was just added. */
function contactAdded({ methods }: EngineContext, { account, happened }: Change): string | undefined {
  const activated = happened.find(({ type }) => type === 'factor.activated');
  const factor = activated && factorOf(activated, undefined, account);
  if (factor === undefined) return undefined;
  const method = methods.get(factor.method);
  if (method?.sending === undefined) return undefined;
  const prefix = `${method.sending.channel}:`;
  const { channel } = method.shows(factor.data);
  return channel?.startsWith(prefix) ? channel.slice(prefix.length) : undefined;
}

/** Short, for it is kept with the account; a stranger writes it, and what is no text would make the account unreadable. */
function placeOfRequest({ ip, userAgent }: RequestSource): Pick<Notice, 'ip' | 'userAgent'> {
  return {
    ...(typeof ip === 'string' ? { ip: ip.slice(0, 64) } : {}),
    ...(typeof userAgent === 'string' ? { userAgent: userAgent.slice(0, 256) } : {}),
  };
}
