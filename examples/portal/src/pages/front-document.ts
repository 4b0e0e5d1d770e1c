import { type Html, html } from '@factorkit/pages';

/** A page outside the portals: the list of them, and the mailbox. */
export function frontDocument(title: string, body: Html): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Factorkit</title>
<link rel="stylesheet" href="/support/assets/pages.css">
<link rel="stylesheet" href="/assets/portal.css">
</head>
<body class="factorkit-page front">
<a class="skip" href="#content">Skip to the page content</a>
<header class="top"><div class="bar"><a class="brand" href="/">Factorkit</a></div></header>
<main id="content" class="factorkit">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`);
}
