import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server on this machine. What arrives is read by a parser that is not ours. */
export interface MailServer {
  readonly port: number;
  /** Oldest first. */
  readonly arrived: readonly ArrivedMail[];
  close(): Promise<void>;
}

export interface ArrivedMail {
  readonly recipients: readonly string[];
  readonly mail: Email;
}

export async function openMailServer(): Promise<MailServer> {
  const arrived: ArrivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, { envelope }, taken) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          arrived.push({ recipients: envelope.rcptTo.map(({ address }) => address), mail });
          taken(null, 'taken');
        }, taken);
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    arrived,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
