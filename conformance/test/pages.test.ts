import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type NodeContext, nodeListener } from '@factorkit/http/node';
import { authenticatorFromUri, createBrowser } from '@factorkit/testkit';
import { createAdaptorServer } from '@hono/node-server';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import express from 'express';
import fastify from 'fastify';
import { type Context, Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { type CookieCarrier, type PagesPortal, pagesPortal } from '../src/pages-portal.ts';

type OnNode = PagesPortal<NodeContext>;

const onNode: CookieCarrier<NodeContext> = {
  read: ({ req }) => req.headers.cookie,
  write: ({ res }, line) => void res.appendHeader('set-cookie', line),
};
const onHono: CookieCarrier<Context> = {
  read: (c) => c.req.header('cookie'),
  write: (c, line) => c.header('set-cookie', line, { append: true }),
};

class Module {}

// Its types are those of the newest version.
const express4: typeof express = createRequire(import.meta.url)('express-4');

const servers: Readonly<Record<string, (portal: OnNode) => Promise<RequestListener> | RequestListener>> = {
  'plain Node': ({ pages, signIn }) => {
    const mine = nodeListener(pages);
    const form = nodeListener(signIn);
    return (req, res) => void mine(req, res, () => void form(req, res));
  },
  'Express 5': ({ pages, signIn }) =>
    express().use(nodeListener(pages)).post('/sign-in', nodeListener(signIn)) as RequestListener,
  'Express 4 after a body parser': ({ pages, signIn }) =>
    express4()
      .use(express4.urlencoded({ extended: false }))
      .use(nodeListener(pages))
      .post('/sign-in', nodeListener(signIn)) as RequestListener,
  Nest: async ({ pages, signIn }) => {
    const app = await NestFactory.create(Module, new ExpressAdapter(), { logger: false });
    app.use(nodeListener(pages)).use('/sign-in', nodeListener(signIn));
    await app.init();
    onTestFinished(() => app.close());
    return app.getHttpAdapter().getInstance();
  },
  Fastify: async ({ pages, signIn }) => {
    const app = fastify();
    const mine = nodeListener(pages);
    const form = nodeListener(signIn);
    app.addHook('onRequest', (request, reply, done) => void mine(request.raw, reply.raw, done));
    app.addHook('onRequest', (request, reply) => void form(request.raw, reply.raw));
    await app.ready();
    return (req, res) => app.routing(req, res);
  },
};

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The password, a set-up with backup codes, and the next sign-in with a code. */
async function walk(origin: string, { clock }: Pick<PagesPortal<never>, 'clock'>): Promise<void> {
  const browser = createBrowser({ origin });
  const signIn = async (): Promise<string> => {
    const answer = await browser.submit('/account/mfa/help', { password: 'right' }, '/sign-in');
    return answer.headers.get('location') ?? '';
  };
  const settings = '/account/mfa/settings';
  expect(await signIn()).toBe('/account');
  const begun = await browser.submit(settings, {}, `${settings}/set-up`);
  const shown = await browser.open(begun.headers.get('location') ?? '');
  const secret = (/<code class="key">([^<]+)/.exec(shown.text)?.[1] ?? '').replaceAll(' ', '');
  const phone = authenticatorFromUri(`otpauth://totp/Example:alice?secret=${secret}&issuer=Example`);
  const codes = await browser.submit(shown, { code: phone.code(clock.now()) }, `${settings}/set-up/check`);
  expect(codes.text).toContain('<pre class="backup-codes"');
  const agreed = await browser.submit(codes, {}, `${settings}/backup-codes/agree`);
  expect(agreed.headers.get('location')).toBe('/sign-in');
  expect(await signIn()).toBe('/account/mfa/sign-in/code');
  clock.advance(30_000);
  const opened = await browser.submit('/account/mfa/sign-in/code', { code: phone.code(clock.now()) });
  expect(opened.headers.get('location')).toBe('/account');
  expect((await browser.get(settings)).status).toBe(200);
  // What is none of the pages is left to the portal, which answers in its own way.
  expect((await browser.get('/account/mfa/nowhere')).text).not.toContain('factorkit');
}

test.each(Object.entries(servers))('FE8 the pages mount in one line: %s', async (_name, start) => {
  const portal = pagesPortal(onNode);
  await walk(await listen(createServer(await start(portal))), portal);
});

test('FE8 the pages mount in one line: Hono', async () => {
  const portal = pagesPortal(onHono);
  const app = new Hono();
  // With the cookies that were set on the context, which a bare Response would not send.
  const sent = (c: Context, answer: Response): Response => c.newResponse(answer.body, answer);
  app.use(async (c, next) => {
    const answer = await portal.pages(c.req.raw, c);
    return answer ? sent(c, answer) : next();
  });
  app.post('/sign-in', async (c) => sent(c, await portal.signIn(c.req.raw, c)));
  await walk(await listen(createAdaptorServer({ fetch: app.fetch }) as Server), portal);
});
