import type { Delivery } from '@factorkit/core';
import { type Html, html, moment } from '@factorkit/pages';
import { frontDocument } from './front-document.ts';

/** The sent messages, newest first. Replaces real mail and a real phone. */
export function mailboxPage(messages: readonly Delivery[], timeZone: string): string {
  return frontDocument(
    'Mailbox',
    html`<p>For development: every email and text message that the example portals sent since the start, newest first. Nothing left this computer.</p>
<p class="actions"><a class="button quiet" href="/mailbox">Look again</a> <a href="/">All demo portals</a></p>
${
  messages.length === 0
    ? html`<p class="empty">Nothing was sent yet. Ask a portal for a code by email or text message, and it shows up here.</p>`
    : html`<ul class="cards">${messages.map((message) => card(message, timeZone))}</ul>`
}`,
  );
}

function card({ channel, to, subject, text, expiresAt }: Delivery, timeZone: string): Html {
  return html`<li>
<strong>${channel === 'email' ? subject : 'Text message'}</strong> <span class="tag">${channel === 'email' ? 'Email' : 'SMS'}</span>
<dl class="facts">
<div><dt>To</dt><dd>${to}</dd></div>
<div><dt>Expires</dt><dd>${moment({ locale: 'en-GB', timeZone }, expiresAt)}</dd></div>
</dl>
<pre class="message">${text}</pre>
</li>`;
}
