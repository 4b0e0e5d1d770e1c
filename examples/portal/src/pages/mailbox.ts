import type { Delivery } from '@factorkit/core';
import { type Html, html, toText } from './html.ts';
import { moment } from './when.ts';

/** What was sent, newest first: in place of real mail and a real phone. */
export function mailboxPage(messages: readonly Delivery[], timeZone: string): string {
  return toText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox – Factorkit</title>
<link rel="stylesheet" href="/assets/portal.css">
</head>
<body class="front">
<header class="top"><div class="bar"><a class="brand" href="/">Factorkit</a></div></header>
<main id="content">
<h1>Mailbox</h1>
<p>For development: every email and text message that the example portals sent since the start, newest first. Nothing left this computer.</p>
<p><a class="button quiet" href="/mailbox">Look again</a></p>
${messages.length === 0 ? html`<p>Nothing was sent yet.</p>` : html`<ul class="cards">${messages.map((message) => card(message, timeZone))}</ul>`}
</main>
</body>
</html>
`);
}

function card({ channel, to, subject, text, expiresAt }: Delivery, timeZone: string): Html {
  return html`<li>
<strong>${channel === 'email' ? subject : 'Text message'}</strong>
<dl class="facts">
<div><dt>To</dt><dd>${to}</dd></div>
<div><dt>Of use until</dt><dd>${moment({ timeZone }, expiresAt)}</dd></div>
</dl>
<pre class="message">${text}</pre>
</li>`;
}
