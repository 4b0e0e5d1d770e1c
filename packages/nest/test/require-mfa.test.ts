import type { ServerResponse } from 'node:http';
import { createMemoryStorage } from '@factorkit/core/memory';
import { throwingStorage } from '@factorkit/testkit';
import { type ArgumentsHost, Catch, Controller, type ExceptionFilter, Get, UseGuards } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { MfaGuard, MfaRefusedException, RequireMfa } from '../src/index.ts';
import { openBrowser } from './browser.ts';
import { enable, enterCode, logIn } from './phone.ts';
import { PLATFORMS, PortalController, type PortalOptions, startPortal, type TestPortal } from './portal.ts';

const CHALLENGE =
  'Bearer error="insufficient_user_authentication", ' +
  'error_description="A stronger or more recent authentication is required"';

async function opened(options: PortalOptions): Promise<TestPortal> {
  const portal = await startPortal(options);
  onTestFinished(() => portal.close());
  return portal;
}

describe.for(PLATFORMS)('on %s', (platform) => {
  let portal: TestPortal;
  beforeEach(async () => {
    portal = await opened({ platform });
  });

  test('S3 who is not signed in is told to sign in, which no step-up would mend', async () => {
    const refused = await openBrowser(portal).open('/payouts');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="factorkit"');
    expect(refused.json).toMatchObject({ code: 'no-session' });
  });

  test('S2 S3 a password alone is one kind of proof: 401, the level by its name, and a problem document', async () => {
    const browser = openBrowser(portal);
    await logIn(browser, 'bert');
    const refused = await browser.open('/payouts');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe(`${CHALLENGE}, acr_values="multi-factor"`);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(refused.json).toMatchObject({ code: 'insufficient-user-authentication', why: ['missing'] });
  });

  test('what the portal says of every answer is not said twice', async () => {
    const careful = await opened({
      platform,
      prepare: (app) => {
        app.use((_req: object, res: ServerResponse, next: () => void) => {
          res.setHeader('cache-control', 'no-store');
          res.setHeader('x-content-type-options', 'nosniff');
          next();
        });
      },
    });
    const { headers } = await openBrowser(careful).open('/payouts');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('S5 an action of the policy asks for a fresh code, and passes once it was shown', async () => {
    const browser = openBrowser(portal);
    const phone = await enable(portal, browser);
    expect((await browser.open('/payouts', { body: {} })).status).toBe(200);
    portal.clock.advance(300_000);
    // The controller asks for two kinds of proof, which stand; its handler for a code not older than five minutes.
    expect((await browser.open('/payouts')).json).toEqual({ kind: 'payouts', level: 'multi-factor' });
    const refused = await browser.open('/payouts', { body: { amount: 120 } });
    expect(refused.headers.get('www-authenticate')).toBe(`${CHALLENGE}, max_age="300"`);
    expect(refused.json).toMatchObject({ intent: { kind: 'action', name: 'payout' }, why: ['expired'] });

    const { intent } = Object(refused.json);
    await browser.open('/mfa/reauthenticate', { body: { intent } });
    expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
    const paid = await browser.open('/payouts', { body: { amount: 120 } });
    expect(paid.json).toEqual({ kind: 'payout', asked: { amount: 120 } });
  });

  test('S3 a client that says so gets the challenge with the 401, and its cookie', async () => {
    const browser = openBrowser(portal);
    const phone = await enable(portal, browser);
    portal.clock.advance(300_000);
    const headers = { 'factorkit-step-up': 'cookie' };
    const refused = await browser.open('/payouts', { body: {}, headers });
    expect(refused.json).toMatchObject({ challenge: { options: [{ factorId: phone.factorId }] } });
    expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
    expect((await browser.open('/payouts', { body: {} })).status).toBe(200);
  });

  test('L5 a factor that was removed counts for nothing from then on', async () => {
    const browser = openBrowser(portal);
    const phone = await enable(portal, browser);
    await browser.open(`/mfa/factors/${phone.factorId}`, { method: 'DELETE' });
    expect((await browser.open('/payouts')).status).toBe(401);
  });

  test('A10 where the store fails the request does not pass, and the answer is a problem document', async () => {
    let down = false;
    const storage = throwingStorage(createMemoryStorage(), () => down);
    const broken = await opened({ platform, storage });
    const browser = openBrowser(broken);
    await enable(broken, browser);
    down = true;
    const failed = await browser.open('/payouts');
    expect([failed.status, failed.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(failed.json).toMatchObject({ code: 'storage-failed' });
  });

  test('without the filter the status, the header and the document are there too', async () => {
    const plain = await opened({ platform, providers: [] });
    const browser = openBrowser(plain);
    await logIn(browser, 'bert');
    const refused = await browser.open('/payouts');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe(`${CHALLENGE}, acr_values="multi-factor"`);
    expect(refused.json).toMatchObject({ code: 'insufficient-user-authentication' });
  });
});

@Catch(MfaRefusedException)
class StepUpPages implements ExceptionFilter<MfaRefusedException> {
  catch({ refused }: MfaRefusedException, host: ArgumentsHost): void {
    const res = host.switchToHttp().getResponse<{ status(code: number): { send(page: string): void } }>();
    res.status(401).send(`<p>${refused.kind}</p>`);
  }
}

test.for(PLATFORMS)('%s: a filter of the portal shows a page in place of it', async (platform) => {
  const portal = await opened({ platform, providers: [{ provide: APP_FILTER, useClass: StepUpPages }] });
  const browser = openBrowser(portal);
  await logIn(browser, 'bert');
  const page = await browser.open('/payouts');
  expect([page.status, page.text]).toEqual([401, '<p>insufficient</p>']);
  expect(page.headers.get('www-authenticate')).toBe(`${CHALLENGE}, acr_values="multi-factor"`);
});

@UseGuards(MfaGuard)
@Controller('bare')
class BareController {
  @Get()
  open(): object {
    return { kind: 'bare' };
  }
}

test('a guard that nobody told what to ask for asks for two kinds of proof', async () => {
  const portal = await opened({ platform: 'express', controllers: [PortalController, BareController] });
  const browser = openBrowser(portal);
  await logIn(browser, 'bert');
  expect((await browser.open('/bare')).status).toBe(401);
  const other = openBrowser(portal);
  await enable(portal, other);
  expect((await other.open('/bare')).json).toEqual({ kind: 'bare' });
});

@RequireMfa({ action: 'payout' })
@Controller('vault')
class VaultController {
  @Get('plain')
  plain(): object {
    return { kind: 'plain' };
  }

  @RequireMfa()
  @Get('weaker')
  weaker(): object {
    return { kind: 'weaker' };
  }
}

test('what a controller asks for holds at each of its handlers, whatever they ask for themselves', async () => {
  let reads = 0;
  const storage = throwingStorage(createMemoryStorage(), ({ method }) => {
    reads += method === 'load' ? 1 : 0;
    return false;
  });
  const portal = await opened({
    platform: 'express',
    controllers: [PortalController, VaultController],
    storage,
  });
  const browser = openBrowser(portal);
  await enable(portal, browser);
  reads = 0;
  expect((await browser.open('/vault/weaker')).json).toEqual({ kind: 'weaker' });
  // Once for each of the two, although Nest asks the guard at the controller and at the handler.
  expect(reads).toBe(2);
  portal.clock.advance(300_000);
  expect((await browser.open('/vault/plain')).status).toBe(401);
  expect((await browser.open('/vault/weaker')).status).toBe(401);
});

@Controller()
class MisspeltController {
  @RequireMfa({ action: 'payuot' })
  @Get('pay')
  pay(): object {
    return {};
  }
}

@RequireMfa({ requirement: { of: [] } })
@Controller('all')
class NothingAskedController {
  @Get()
  open(): object {
    return {};
  }
}

test.for(PLATFORMS)(
  '%s: what cannot be asked for stops the start, and the message names the place',
  async (platform) => {
    await expect(
      startPortal({ platform, controllers: [PortalController, MisspeltController] }),
    ).rejects.toThrow(
      '@RequireMfa at MisspeltController.pay: the need passed to a guard names an action that no rule of the policy names',
    );
    await expect(
      startPortal({ platform, controllers: [PortalController, NothingAskedController] }),
    ).rejects.toThrow(/^@RequireMfa at NothingAskedController: /);
  },
);
