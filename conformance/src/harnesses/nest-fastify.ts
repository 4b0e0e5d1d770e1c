import type { NestContext } from '@factorkit/nest';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Harness } from '../harness.ts';
import type { Visit } from '../visit.ts';
import { nestHarness } from './nest.ts';

export const nestOnFastify: Harness = nestHarness({
  name: 'Nest on Fastify',
  adapter: () => new FastifyAdapter(),
  visitOf,
});

function visitOf({ req, res }: NestContext<FastifyRequest, FastifyReply>): Visit {
  return {
    context: { req, res },
    header: (name) => req.headers[name]?.toString(),
    ip: req.ip,
    setCookie: (line) => void res.header('set-cookie', line),
  };
}
