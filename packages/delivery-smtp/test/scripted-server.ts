import { createServer, type Socket } from 'node:net';

/** The places at which a conversation can go wrong. `body` is the end of the message. */
export type Stage = 'connect' | 'EHLO' | 'HELO' | 'MAIL' | 'RCPT' | 'DATA' | 'body';

/** What the server does there instead of going on: says this, says nothing, hangs up. */
export type Turn = { readonly says: string } | 'silence' | 'hang-up';

export interface ScriptedServer {
  readonly port: number;
  /** The stages that were reached, in order. */
  readonly stages: readonly Stage[];
  /** Everything that was received. */
  received(): string;
  close(): Promise<void>;
}

const usual: Readonly<Record<Stage, string>> = {
  connect: '220 ready',
  EHLO: '250 here',
  HELO: '250 here',
  MAIL: '250 sender',
  RCPT: '250 recipient',
  DATA: '354 go on',
  body: '250 taken',
};

/** A server that speaks SMTP by the book but for one stage. Real servers cannot be made to misbehave so exactly. */
export async function openScriptedServer(
  turns: Partial<Record<Stage, Turn>>,
  reached: (stage: Stage) => void = () => undefined,
): Promise<ScriptedServer> {
  const stages: Stage[] = [];
  const sockets = new Set<Socket>();
  let received = '';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let pending = '';
    let inBody = false;

    const enter = (stage: Stage): void => {
      stages.push(stage);
      const turn = turns[stage] ?? { says: usual[stage] };
      if (turn === 'hang-up') socket.end();
      else if (turn !== 'silence') socket.write(`${turn.says}\r\n`);
      reached(stage);
    };

    socket.on('data', (chunk) => {
      received += chunk.toString();
      pending += chunk.toString();
      for (;;) {
        const end = inBody ? '\r\n.\r\n' : '\r\n';
        const at = pending.indexOf(end);
        if (at < 0) return;
        const line = pending.slice(0, at);
        pending = pending.slice(at + end.length);
        const stage = inBody ? 'body' : stageOf(line);
        inBody = stage === 'DATA';
        if (stage !== undefined) enter(stage);
        else socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '502 not here\r\n');
      }
    });
    enter('connect');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no port');
  return {
    port: address.port,
    stages,
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function stageOf(line: string): Stage | undefined {
  const command = line.slice(0, 4).toUpperCase();
  return (['EHLO', 'HELO', 'MAIL', 'RCPT', 'DATA'] as const).find((stage) => stage === command);
}
