import { smtpDelivery } from '@factorkit/delivery-smtp';
import {
  type DeliveryHarness,
  deliveryContract,
  type OpenDelivery,
  type ServiceMood,
} from '@factorkit/testkit';
import { describe, test } from 'vitest';
import { certificate } from './loopback-certificate.ts';
import { openMailServer, PASSWORD, refusal, USER } from './mail-server.ts';

/** The adapter as a portal would have it: STARTTLS, a login, a real server. */
async function openSmtp({ clock, timeout, reached }: Parameters<OpenDelivery>[0]): Promise<DeliveryHarness> {
  let mood: ServiceMood = 'takes';
  const server = await openMailServer({
    onRcptTo({ address }, session, callback) {
      const refused =
        mood === 'refuses' ? refusal(550, `no mailbox ${address} for ${String(session.user)}`) : null;
      callback(refused);
    },
    settle({ recipients, mail }, hangUp) {
      const content = (mail.text ?? '').replace(/\n$/, '');
      for (const to of recipients) reached({ to, content, key: mail.messageId });
      if (mood === 'drops') hangUp();
      return mood === 'silent' || mood === 'drops' ? 'silence' : 'taken';
    },
  });
  return {
    adapter: smtpDelivery({
      host: '127.0.0.1',
      port: server.port,
      certificateAuthority: certificate,
      credentials: { user: USER, password: PASSWORD },
      from: { name: 'Canary', address: 'no-reply@portal.example' },
      clock,
      timeout,
    }),
    carries: 'text',
    keyed: true,
    secrets: [USER, PASSWORD, 'pässword'],
    async behave(next) {
      if (next === 'away') await server.leave();
      else if (mood === 'away') await server.comeBack();
      mood = next;
    },
    close: () => server.leave(),
  };
}

describe('SMTP keeps the delivery contract', () => {
  for (const { name, run } of deliveryContract({ open: openSmtp })) test(name, run);
});
