import type { FramedPage } from '../settings/options.ts';
import type { Site } from '../settings/site.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import { postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import type { Page, View } from './view.ts';

/** The notice, the heading and the page. */
export function mainOf(
  { site }: View,
  { title, body }: Page,
  notice: NoticeKey | { readonly text: string } | undefined,
): Html {
  const said = typeof notice === 'string' ? site.texts.notices[notice] : notice?.text;
  return html`${said && html`<p class="notice" role="status">${said}</p>`}
<h1>${title}</h1>
${body}`;
}

export function styleLink({ path }: Site): Html {
  return html`<link rel="stylesheet" href="${path}/assets/pages.css">`;
}

export function signOutForm(view: View): Html {
  return postForm(view, { action: '/sign-out', submit: view.site.texts.frame.signOut, look: 'plain' });
}

/** The document of a portal that passes no frame. */
export function plainFrame({ texts, name }: Site): (page: FramedPage<unknown>) => Html {
  return ({ lang, dir, title, head, main, signOut }) => html`<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${name}</title>
${head}
</head>
<body class="factorkit-page">
<a class="skip" href="#content">${texts.frame.skip}</a>
<header class="factorkit"><strong>${name}</strong>${signOut}</header>
<main id="content" class="factorkit">
${main}
</main>
</body>
</html>
`;
}
