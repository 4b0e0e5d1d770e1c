import { Agent, request } from 'node:http';
import type { Clock } from '@factorkit/core';
import { type Fields, json, readAnswer } from './answers.ts';
import type { Act, Answer, RequestRecord } from './history.ts';
import { SESSION_HEADER } from './server-protocol.ts';

export interface Question {
  readonly userId: string;
  readonly server: number;
  readonly act: Act;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly session?: string | undefined;
}

/** An answer, with what a client needs but the ledger does not. */
export interface Reply {
  readonly answer: Answer;
  readonly body: Fields;
  readonly session: string | undefined;
}

/** Sends requests to servers over HTTP, and records requests and answers. */
export interface Asking {
  ask(question: Question): Promise<Reply>;
  readonly records: readonly RequestRecord[];
  close(): void;
}

/** The time-out of a client in milliseconds. */
const PATIENCE_MS = 60_000;

export function openAsking(ports: readonly number[], clock: Clock): Asking {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const records: RequestRecord[] = [];
  return {
    records,
    async ask(question) {
      const { userId, server, act } = question;
      const [askedAt, from] = [clock(), performance.now()];
      const reply = await exchange(agent, ports[server] ?? 0, question);
      const tookMs = performance.now() - from;
      records.push({ userId, server, askedAt, answeredAt: clock(), tookMs, act, answer: reply.answer });
      return reply;
    },
    close: () => agent.destroy(),
  };
}

function exchange(agent: Agent, port: number, { method, path, body, session }: Question): Promise<Reply> {
  const sent = method === 'GET' ? undefined : JSON.stringify(body ?? {});
  return new Promise((resolve) => {
    const broken = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? error.message;
      const answer: Answer = code === 'ECONNREFUSED' ? { kind: 'unreached' } : { kind: 'broken', why: code };
      resolve({ answer, body: {}, session: undefined });
    };
    const asked = request(
      {
        ...{ agent, host: '127.0.0.1', port, method, path, timeout: PATIENCE_MS },
        headers: {
          ...(sent === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
          ...(session === undefined ? {} : { [SESSION_HEADER]: session }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('error', broken).on('end', () => {
          const raised = response.headers[SESSION_HEADER];
          resolve({
            answer: readAnswer({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              text,
            }),
            body: json(text) ?? {},
            session: typeof raised === 'string' ? raised : undefined,
          });
        });
        response.on('close', () => broken(new Error('the answer ended early')));
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', broken);
    asked.end(sent);
  });
}
