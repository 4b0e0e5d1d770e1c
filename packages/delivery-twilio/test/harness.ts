import type { DeliveryAdapter } from '@factorkit/core';
import { twilioMessaging, twilioVerify } from '@factorkit/delivery-twilio';
import {
  type DeliveryHarness,
  type OpenDelivery,
  openHttpService,
  type ServiceMood,
  type ServiceReply,
} from '@factorkit/testkit';
import type { TwilioAccount } from '../src/account.ts';

// Of the right form, and nobody's.
export const ACCOUNT: string = `AC${'0'.repeat(32)}`;
export const KEY: string = `SK${'1'.repeat(32)}`;
export const SERVICE: string = `VA${'2'.repeat(32)}`;
export const SENDER_SERVICE: string = `MG${'3'.repeat(32)}`;
export const TOKEN = 'twilio-canary-token';

interface Api {
  /** The form field that holds what the harness carries. */
  readonly content: string;
  readonly carries: DeliveryHarness['carries'];
  open(account: TwilioAccount, conditions: Parameters<OpenDelivery>[0]): DeliveryAdapter;
}

const apis: Readonly<Record<'messaging' | 'verify', Api>> = {
  messaging: {
    content: 'Body',
    carries: 'text',
    open: (account, { clock, timeout }) =>
      twilioMessaging({ ...account, sender: { from: '+15005550006' }, clock, timeout }),
  },
  verify: {
    content: 'CustomCode',
    carries: 'code',
    open: (account, { clock, timeout }) =>
      twilioVerify({ ...account, serviceSid: SERVICE, channels: ['sms', 'email'], clock, timeout }),
  },
};

/** Where Twilio would be, as the contract wants it: it quotes what it is sent, which Twilio does. */
export function openTwilio(which: keyof typeof apis): OpenDelivery {
  const { content, carries, open } = apis[which];
  return async (conditions): Promise<DeliveryHarness> => {
    let mood: ServiceMood = 'takes';
    let count = 0;
    const service = await openHttpService(({ headers, body }): ServiceReply => {
      const form = new URLSearchParams(body);
      const to = form.get('To') ?? '';
      conditions.reached({ to, content: form.get(content) ?? '' });
      if (mood === 'silent') return 'silence';
      if (mood === 'drops') return 'hang-up';
      const message = `The 'To' number ${to} is not valid: ${body} ${headers.authorization}`;
      if (mood === 'refuses')
        return { status: 400, body: JSON.stringify({ code: 21211, message, status: 400 }) };
      count += 1;
      const sid = `SM${String(count).padStart(32, '0')}`;
      return { status: 201, body: JSON.stringify({ sid, to, body, status: 'queued' }) };
    });
    return {
      adapter: open(
        {
          accountSid: ACCOUNT,
          credentials: { authToken: TOKEN },
          baseUrl: service.url,
          allowPlainOnLoopback: true,
        },
        conditions,
      ),
      carries,
      keyed: false,
      secrets: [TOKEN, btoa(`${ACCOUNT}:${TOKEN}`)],
      async behave(next) {
        if (next === 'away') await service.leave();
        else if (mood === 'away') await service.comeBack();
        mood = next;
      },
      close: () => service.leave(),
    };
  };
}
