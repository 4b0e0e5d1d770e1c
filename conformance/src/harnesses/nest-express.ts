import type { NestContext } from '@factorkit/nest';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import type { Harness } from '../harness.ts';
import type { Visit } from '../visit.ts';
import { nestHarness } from './nest.ts';

export const nestOnExpress: Harness = nestHarness({
  name: 'Nest on Express',
  adapter: () => new ExpressAdapter(),
  visitOf,
});

function visitOf({ req, res }: NestContext<Request, Response>): Visit {
  return {
    context: { req, res },
    header: (name) => req.get(name),
    ip: req.ip,
    setCookie: (line) => void res.append('set-cookie', line),
  };
}
