import { connect } from 'node:net';

/** Sends this text unchanged, and returns the response once the server has closed the connection. */
export async function raw(origin: string, text: string): Promise<string> {
  const { port, hostname } = new URL(origin);
  const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
