import { randomUUID } from 'node:crypto';
import type { Assurance } from '@factorkit/core';
import { HttpException, Module } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import express, { type Request, type Response } from 'express';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { MfaModule, type NestHost } from '../src/index.ts';
import { type Browser, openBrowser } from './browser.ts';
import { enable, logIn } from './phone.ts';
import { createEngine, type Engine, PayoutsController, PortalController } from './portal.ts';

const alive = new Map<string, Assurance>();

function signedIn(sessionId = ''): Awaited<ReturnType<NestHost['currentUser']>> {
  const assurance = alive.get(sessionId);
  return (
    assurance && { userId: assurance.userId, user: { accountName: assurance.userId }, assurance, sessionId }
  );
}

function begin(assurance: Assurance): string {
  const id = randomUUID();
  alive.set(id, assurance);
  return id;
}

const sidIn = (header = ''): string | undefined => /(?:^|; )sid=([^;]*)/.exec(header)?.[1];

/** Hosts as portals write them, in the words of their platform. */
const expressHost: NestHost<Request, Response> = {
  currentUser: async ({ req }) => signedIn(sidIn(req.get('cookie'))),
  async raise({ res }, assurance) {
    res.cookie('sid', begin(assurance), { httpOnly: true });
    return { kind: 'raised' };
  },
  signOut: async ({ res }) => void res.clearCookie('sid'),
  source: ({ req }) => ({ ip: req.ip ?? '' }),
};
const fastifyHost: NestHost<FastifyRequest, FastifyReply> = {
  currentUser: async ({ req }) => signedIn(sidIn(req.headers.cookie)),
  async raise({ res }, assurance) {
    res.header('set-cookie', `sid=${begin(assurance)}; HttpOnly`);
    return { kind: 'raised' };
  },
  signOut: async ({ res }) => void res.header('set-cookie', 'sid=; Max-Age=0'),
  source: ({ req }) => ({ ip: req.ip }),
};

const platforms = [
  ['Express', expressHost, () => new ExpressAdapter(express().set('trust proxy', true))],
  ['Fastify', fastifyHost, () => new FastifyAdapter(fastify({ trustProxy: true }))],
] as const;

async function open(
  host: NestHost,
  adapter: AbstractHttpAdapter,
): Promise<{ readonly engine: Engine; readonly browser: () => Browser }> {
  const engine = createEngine({ end() {} });

  @Module({
    imports: [MfaModule.forRoot({ mfa: engine.mfa, clock: engine.clock.now, host })],
    controllers: [PortalController, PayoutsController],
  })
  class AppModule {}
  const app = await NestFactory.create(AppModule, adapter, { logger: false, forceCloseConnections: true });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  return { engine, browser: () => openBrowser({ origin }) };
}

test.for(platforms)(
  '%s: a host in the words of its platform, with its own types',
  async ([, host, adapter]) => {
    const { engine, browser } = await open(host, adapter());
    const phone = await enable(engine, browser());
    const anna = browser();
    anna.setCookie('sid', 'planted');
    await logIn(anna, 'anna');
    const body = { factorId: phone.factorId, response: phone.code(), trustDevice: true };
    const done = await anna.open('/mfa/challenge/verify', { body });
    expect(done.json).toMatchObject({ kind: 'complete' });
    expect(alive.has(anna.cookies().get('sid') ?? '')).toBe(true);
    expect((await anna.open('/payouts')).json).toMatchObject({ kind: 'payouts' });

    // The trusted browser comes back from elsewhere: the trail says from where.
    anna.setCookie('sid');
    const headers = { 'x-forwarded-for': '192.0.2.7' };
    const again = { username: 'anna', password: 'password of anna' };
    expect((await anna.open('/login', { body: again, headers })).json).toEqual({ kind: 'complete' });
    const { events } = await engine.mfa.readEvents({ userId: 'anna', limit: 100 });
    expect(events.at(-1)).toMatchObject({ source: { ip: '192.0.2.7' } });
  },
);

test.for(platforms)(
  '%s: behind a proxy that ends TLS the origin is the one that the browser sees',
  async ([, host, adapter]) => {
    const { browser } = await open(host, adapter());
    const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'portal.example' };
    const ask = async (origin: string): Promise<unknown> => {
      const headers = { ...proxied, origin };
      return (await browser().open('/mfa/challenge/verify', { body: { response: '1' }, headers })).json;
    };
    expect(await ask('https://portal.example')).toMatchObject({ code: 'no-challenge' });
    expect(await ask('http://portal.example')).toMatchObject({ code: 'cross-site' });
  },
);

test('Fastify: hooks and decorations of plug-ins are there for the routes, as session plug-ins need them', async () => {
  const instance = fastify();
  instance.decorateRequest('visitor', '');
  instance.addHook('onRequest', async (request) => void Reflect.set(request, 'visitor', 'anna'));
  instance.addHook('onSend', async (_request, reply) => void reply.header('x-saved', 'yes'));
  const seen: unknown[] = [];
  const host: NestHost<FastifyRequest, FastifyReply> = {
    ...fastifyHost,
    async currentUser({ req }) {
      seen.push(Reflect.get(req, 'visitor'));
      return undefined;
    },
  };
  const { browser } = await open(host, new FastifyAdapter(instance));
  const answer = await browser().open('/mfa/account');
  expect([answer.headers.get('x-saved'), seen]).toEqual(['yes', ['anna']]);
});

test.for(platforms)(
  '%s: what the host throws reaches onError, and nobody else',
  async ([, host, adapter]) => {
    const heard: unknown[] = [];
    const failing: NestHost = {
      ...host,
      currentUser: async () => {
        throw new HttpException('secret of the session store', 418);
      },
      onError: (_context, error) => heard.push(error),
    };
    const { browser } = await open(failing, adapter());
    const answer = await browser().open('/mfa/account');
    expect([answer.status, answer.json]).toMatchObject([500, { code: 'internal' }]);
    expect(answer.text).not.toContain('secret');
    expect(heard).toMatchObject([{ code: 'portal-failed' }]);
  },
);
