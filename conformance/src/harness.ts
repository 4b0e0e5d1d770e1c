import type { Server } from 'node:http';
import type { Portal } from './portal.ts';

/** The portal on one framework, listening. */
export interface Running {
  readonly origin: string;
  /** The number of connections that were ever opened to it. */
  connections(): number;
  close(): Promise<void>;
}

/**
 * One framework. `start` mounts the portal as a user of that framework would, on any free port:
 *
 * | route | answer |
 * |---|---|
 * | `/account/mfa/…` | the users' routes, with the portal's clock and `ALLOWED_ORIGINS` |
 * | `/desk/…` | the support desk |
 * | `POST /login`, `POST /password` | `portal.logIn`, `portal.changePassword` |
 * | `GET /payment` | `portal.perform('payment')`, behind a guard without a need |
 * | `GET /payouts` | `portal.perform('payouts')`, behind a guard with `FRESH_APP` |
 * | `POST /payouts` | `portal.perform('payout', body)`, behind a guard for the action `payout`, if `portal.mfa.actions`
 * has it |
 *
 * An error that a guard throws is passed to `portal.onError` and answered with 500 or 503.
 */
export interface Harness {
  readonly name: string;
  start(portal: Portal): Promise<Running>;
}

/** What a test needs of a server, which this starts if it is not listening. */
export async function running(server: Server): Promise<Running> {
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  if (!server.listening) {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
