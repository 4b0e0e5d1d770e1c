import type { NestContext } from '@factorkit/nest';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Rig } from '../rig.ts';
import type { Visit } from '../visit.ts';
import { nestRig } from './nest.ts';

export const nestOnFastify: Rig = nestRig({
  name: 'Nest on Fastify',
  adapter: () => new FastifyAdapter(),
  visitOf,
});

function visitOf({ req, res }: NestContext<FastifyRequest, FastifyReply>): Visit {
  return {
    header: (name) => req.headers[name]?.toString(),
    ip: req.ip,
    setCookie: (line) => void res.header('set-cookie', line),
  };
}
