import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Request {
  readonly version: number;
  readonly context: string;
  readonly plaintext?: string;
  readonly ciphertext?: string;
}

export interface FakeKeyService {
  readonly url: string;
  readonly token: string;
  /** How often each operation was asked for. */
  readonly calls: { encrypt: number; decrypt: number };
  /** From now on it answers 503. */
  stop(): void;
}

/** A key service on loopback: AES-256-GCM, one key for each version, the context as associated data. */
export async function startKeyService(): Promise<FakeKeyService> {
  const keys = new Map<number, Buffer>();
  const token = randomBytes(16).toString('hex');
  const calls = { encrypt: 0, decrypt: 0 };
  let stopped = false;
  const server = createServer(async (request, response) => {
    const operation = request.url === '/encrypt' ? 'encrypt' : 'decrypt';
    calls[operation] += 1;
    const allowed = request.headers.authorization === `Bearer ${token}`;
    if (stopped || !allowed) return response.writeHead(stopped ? 503 : 403).end();
    try {
      const body = await readJson(request);
      const key = keys.get(body.version) ?? randomBytes(32);
      keys.set(body.version, key);
      const answer = operation === 'encrypt' ? encrypt(key, body) : decrypt(key, body);
      return response.end(JSON.stringify(answer));
    } catch {
      return response.writeHead(400).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    calls,
    stop() {
      stopped = true;
    },
  };
}

async function readJson(request: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

function encrypt(key: Buffer, { plaintext = '', context }: Request): object {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'));
  const sealed = Buffer.concat([cipher.update(Buffer.from(plaintext, 'base64url')), cipher.final()]);
  return { ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url') };
}

function decrypt(key: Buffer, { ciphertext = '', context }: Request): object {
  const bytes = Buffer.from(ciphertext, 'base64url');
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    .setAAD(Buffer.from(context, 'utf8'))
    .setAuthTag(bytes.subarray(12, 28));
  const plain = Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]);
  return { plaintext: plain.toString('base64url') };
}
