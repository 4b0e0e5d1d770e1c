import { createBrowser, type Browser as Requests } from '@factorkit/testkit';
import type { Browser, Page } from 'playwright-core';
import { unplugAll } from './security-key.ts';

export interface VisitorOptions {
  /** Whether its pages may run script. Defaults to `false`: the pages must do without. */
  readonly script?: boolean;
}

/** The browsers of one test. */
export interface Visitors {
  open(options?: VisitorOptions): Promise<Page>;
  /** `keep`: later tests may use them again, emptied. */
  close(options: { readonly keep: boolean }): Promise<void>;
}

const VIEWPORT = { width: 1280, height: 720 };

// A new one starts a process of its own, which takes as long as several pages. So a test leaves them to the next.
const idle = { scripted: [] as Page[], plain: [] as Page[] };

export function createVisitors(chromium: Browser, baseURL: string): Visitors {
  const opened: { readonly page: Page; readonly pool: Page[] }[] = [];
  return {
    async open({ script = false } = {}) {
      const pool = script ? idle.scripted : idle.plain;
      const page = pool.pop() ?? (await newVisitor(chromium, { baseURL, javaScriptEnabled: script }));
      opened.push({ page, pool });
      return page;
    },
    async close({ keep }) {
      for (const { page, pool } of opened) {
        if (keep && page.context().pages().length === 1 && !page.isClosed()) {
          await empty(page);
          pool.push(page);
        } else await page.context().close();
      }
    },
  };
}

const requests = new WeakMap<Page, Requests>();

/** The same browser as far as HTTP goes: it has the cookies of its pages, and they have its. */
export function requestsOf(page: Page): Requests {
  const found = requests.get(page);
  if (found === undefined) throw new Error('not the page of a visitor');
  return found;
}

async function newVisitor(
  chromium: Browser,
  options: { readonly baseURL: string; readonly javaScriptEnabled: boolean },
): Promise<Page> {
  const context = await chromium.newContext({ ...options, viewport: VIEWPORT });
  // It ends a test that hangs. A page may take long on a busy machine.
  context.setDefaultTimeout(300_000);
  const page = await context.newPage();
  const fetch = async (request: Request): Promise<Response> => {
    const answer = await context.request.fetch(request.url, {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      maxRedirects: 0,
      ...(request.body && { data: Buffer.from(await request.arrayBuffer()) }),
    });
    // Cookies are the context's to keep.
    const { 'set-cookie': _cookies, ...headers } = answer.headers();
    return new Response(await answer.text(), { status: answer.status(), headers });
  };
  requests.set(page, createBrowser({ origin: options.baseURL, fetch }));
  return page;
}

/** Takes everything from it that a test can have left. The portals keep nothing in the browser but cookies. */
async function empty(page: Page): Promise<void> {
  page.removeAllListeners('request');
  await unplugAll(page);
  // The empty page. For about:blank Chromium starts another process.
  await page.goto('/');
  await page.setViewportSize(VIEWPORT);
  await page.context().clearPermissions();
  await page.context().clearCookies();
}
