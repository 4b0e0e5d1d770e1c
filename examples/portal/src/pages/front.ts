import type { Brand } from '../brands/brand.ts';
import { html, toText } from './html.ts';

/** The list of the portals. */
export function frontPage(brands: readonly Brand[], hasMailbox: boolean): string {
  return toText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Factorkit example portals</title>
<link rel="stylesheet" href="/assets/portal.css">
</head>
<body class="front">
<header class="top"><div class="bar"><span class="brand">Factorkit</span></div></header>
<main id="content">
<h1>Example portals</h1>
<p>Each is a made-up company with its own rules for two-factor authentication. Sign in with one of its demo users and follow the pages with the authenticator app on your phone.</p>
<ul class="cards">${brands.map(
    (brand) => html`<li><a href="/${brand.id}"><strong>${brand.name}</strong></a>
<span>${brand.summary}</span>
<span>Demo users: ${brand.people.map(({ userName }) => userName).join(', ')}. Their passwords were printed where the demo was started.</span></li>`,
  )}</ul>
${hasMailbox && html`<p>Emails and text messages are not sent for real: read them in the <a href="/mailbox">mailbox</a>.</p>`}
</main>
</body>
</html>
`);
}
