import 'reflect-metadata';
import { ConsoleLogger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { expect, onTestFinished, test } from 'vitest';
import { MfaModule } from '../src/index.ts';
import { createEngine } from './portal.ts';

class Lines extends ConsoleLogger {
  readonly lines: string[] = [];
  override log(message: unknown): void {
    this.lines.push(String(message));
  }
}

test.for([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const)('FE11 %s: the log of the start names every route with its prefix', async ([, adapter]) => {
  const { mfa } = createEngine({ end() {} });
  const host = {
    currentUser: async () => undefined,
    raise: async () => ({ kind: 'raised' }) as const,
    signOut: async () => {},
  };

  @Module({ imports: [MfaModule.forRoot({ mfa, host, path: 'account/mfa' })] })
  class AppModule {}
  const logger = new Lines();
  const app = await NestFactory.create(AppModule, adapter(), { logger });
  onTestFinished(() => app.close());
  app.setGlobalPrefix('api');
  await app.init();
  expect(logger.lines).toEqual(
    expect.arrayContaining([
      'Mapped {/api/account/mfa/challenge/verify, POST} route',
      'Mapped {/api/account/mfa/account, GET} route',
      'Mapped {/api/account/mfa/factors/{id}, DELETE} route',
    ]),
  );
});
