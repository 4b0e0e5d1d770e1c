import { expect, onTestFinished, test } from 'vitest';
import { run } from './running.ts';
import { visit } from './visitor.ts';

const LOGIN = { name: 'anna', password: 'correct-horse' };

/** What every example withstands, over real HTTP: people copy them. */
export function attackTests(main: string): void {
  test('FB5 FB7 a page of another site signs nobody in, and a cookie of a similar name is none', async () => {
    const { origin, stop } = await run(main);
    onTestFinished(stop);
    const json = JSON.stringify(LOGIN);
    for (const [type, body] of [
      ['text/plain', json],
      ['application/x-www-form-urlencoded', new URLSearchParams(LOGIN).toString()],
      ['multipart/form-data; boundary=x', json],
    ] as const) {
      const headers = { 'content-type': type, origin: 'https://evil.example' };
      const response = await fetch(`${origin}/login`, { method: 'POST', headers, body });
      expect([type, response.status < 400, response.headers.getSetCookie()]).toEqual([type, false, []]);
    }

    const anna = visit(origin);
    await anna.send('/login', LOGIN);
    const sid = anna.cookies.get('sid');
    const withCookie = async (cookie: string): Promise<number> =>
      (await fetch(`${origin}/mfa/account`, { headers: { cookie } })).status;
    expect(await withCookie(`sid=${sid}`)).toBe(200);
    for (const name of ['evil-sid', 'connect.sid', 'x.sid']) {
      expect([name, await withCookie(`${name}=${sid}`)]).toEqual([name, 401]);
    }
  });

  test('FB14 a name that is typed in another case is another name, and no other user', async () => {
    const { origin, stop } = await run(main);
    onTestFinished(stop);
    const anna = visit(origin);
    expect((await anna.send('/login', { ...LOGIN, name: 'ANNA' })).status).toBe(401);
    expect((await anna.send('/login', LOGIN)).json).toMatchObject({ kind: 'complete' });
  });
}
