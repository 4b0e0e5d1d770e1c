import { webhookDelivery } from '@factorkit/delivery-webhook';
import {
  type DeliveryHarness,
  type OpenDelivery,
  openHttpService,
  type ServiceMood,
  type ServiceReply,
} from '@factorkit/testkit';

export const SECRET = 'whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5ISE=';

/** A receiver as the contract wants it. */
export async function openWebhook({
  clock,
  timeout,
  reached,
}: Parameters<OpenDelivery>[0]): Promise<DeliveryHarness> {
  let mood: ServiceMood = 'takes';
  const service = await openHttpService(({ headers, body }): ServiceReply => {
    const { data } = JSON.parse(body);
    reached({ to: data.to, content: data.text, key: String(headers['webhook-id']) });
    if (mood === 'silent') return 'silence';
    if (mood === 'drops') return 'hang-up';
    const quoting = { 'content-type': 'application/json', 'x-quoted': String(headers['webhook-signature']) };
    return mood === 'refuses' ? { status: 422, headers: quoting, body } : { status: 204 };
  });
  return {
    adapter: webhookDelivery({
      url: `${service.url}/mfa`,
      secrets: [SECRET],
      allowPlainOnLoopback: true,
      clock,
      timeout,
    }),
    carries: 'text',
    keyed: true,
    secrets: [SECRET, SECRET.slice('whsec_'.length), 'canary-canary'],
    async behave(next) {
      if (next === 'away') await service.leave();
      else if (mood === 'away') await service.comeBack();
      mood = next;
    },
    close: () => service.leave(),
  };
}
