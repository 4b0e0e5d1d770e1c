import type { ServerResponse } from 'node:http';

/** Sends a Web response as a Node one. Headers that stand already are kept; so are cookies, a session library's say. */
export async function sendWebResponse(res: ServerResponse, response: Response): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name === 'set-cookie') res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  res.end(body);
}
