import type { Response as ExpressResponse } from 'express';

/** Sends a Web response through Express. Cookies that were set before, by a session library say, are kept. */
export async function sendWebResponse(res: ExpressResponse, response: Response): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  res.status(response.status);
  for (const [name, value] of response.headers) {
    if (name === 'set-cookie') res.append(name, value);
    else res.setHeader(name, value);
  }
  res.end(body);
}
