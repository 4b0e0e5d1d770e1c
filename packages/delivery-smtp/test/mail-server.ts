import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { certificate, key } from './loopback-certificate.ts';

export const USER = 'portal-canary-user';
export const PASSWORD = 'portal-canary-pässword';

/** A mail that the server has to its end. */
export interface ArrivedMail {
  readonly recipients: readonly string[];
  readonly sender: string;
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly raw: string;
  readonly mail: Email;
}

export interface MailServer {
  readonly port: number;
  readonly arrived: readonly ArrivedMail[];
  /** Every command the server was sent, the login's secrets included. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  hangUp(): void;
}

export interface MailServerOptions extends SMTPServerOptions {
  /** Asked when the mail has arrived: the answer, an error for a refusal, or nothing at all. */
  readonly settle?: (mail: ArrivedMail, hangUp: () => void) => Error | string | 'silence';
}

/** A refusal with an SMTP code. */
export function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** A real SMTP server on this machine: STARTTLS and a login unless told otherwise, mail parsed by another library. */
export async function openMailServer({
  settle = () => 'taken',
  ...options
}: MailServerOptions = {}): Promise<MailServer> {
  const arrived: ArrivedMail[] = [];
  const sockets = new Set<Socket>();
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  const open = (port: number): Promise<SMTPServer> => {
    const server = new SMTPServer({
      key,
      cert: certificate,
      disableReverseLookup: true,
      onAuth({ username, password }, _session, callback) {
        if (username === USER && password === PASSWORD) callback(null, { user: username });
        else callback(refusal(535, `no ${username} with ${password}`));
      },
      onData(stream, session, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          const { mailFrom, rcptTo } = session.envelope;
          PostalMime.parse(raw)
            .then((mail) => {
              const one: ArrivedMail = {
                recipients: rcptTo.map(({ address }) => address),
                sender: mailFrom === false ? '' : mailFrom.address,
                secure: session.secure,
                user: typeof session.user === 'string' ? session.user : undefined,
                raw: raw.toString(),
                mail,
              };
              arrived.push(one);
              const answer = settle(one, hangUp);
              if (answer instanceof Error) callback(answer);
              else if (answer !== 'silence') callback(null, answer);
            })
            .catch(callback);
        });
      },
      ...options,
    });
    // Clients that hang up at once are what some tests are about.
    server.on('error', () => undefined);
    server.server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    return new Promise((resolve) => {
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  };

  let server = await open(0);
  const port = portOf(server.server.address());
  return {
    port,
    arrived,
    hangUp,
    leave: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
    async comeBack() {
      server = await open(port);
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no port');
  return address.port;
}
