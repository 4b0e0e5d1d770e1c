import type { ServerResponse } from 'node:http';

/**
 * Sends a Web response as a Node response. Keeps headers that are already set, and cookies, which session libraries
 * add.
 */
export async function sendWebResponse(res: ServerResponse, response: Response): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name === 'set-cookie') res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  res.end(body);
}
