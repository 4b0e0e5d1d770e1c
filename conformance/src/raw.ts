import { connect } from 'node:net';

/** Sends this as it is, and gives what came back once the server has closed the connection. */
export async function raw(origin: string, text: string): Promise<string> {
  const { port, hostname } = new URL(origin);
  const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
