import { postForm } from './forms.ts';
import { type Html, html, toText } from './html.ts';
import type { Page, View } from './view.ts';

/** The whole document: a page in the portal's layout. `failed`: the request was not carried out. */
export function document(view: View, page: Page, { failed }: { readonly failed: boolean }): string {
  const { brand } = view;
  const { frame, notices } = brand.texts;
  return toText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${failed ? frame.failed(page.title) : page.title} – ${brand.name}</title>
<link rel="stylesheet" href="/assets/portal.css">
</head>
<body class="${brand.id}">
<a class="skip" href="#content">${frame.skip}</a>
<header class="top">
<div class="bar">
<a class="brand" href="/${brand.id}">${brand.name}</a>
${view.person && menu(view)}
</div>
</header>
<main id="content">
${view.notice && html`<p class="notice" role="status">${notices[view.notice]}</p>`}
<h1>${page.title}</h1>
${page.body}
</main>
<footer><a href="/">${frame.allPortals}</a></footer>
</body>
</html>
`);
}

function menu(view: View): Html {
  switch (view.brand.menu) {
    case 'main-menu':
      return mainMenu(view);
    case 'user-icon':
      return userMenu(
        view,
        html`<summary class="user-icon" aria-label="${accountMenuOf(view)}">${userIcon}</summary>`,
      );
    case 'user-name':
      return userMenu(
        view,
        html`<summary aria-label="${accountMenuOf(view)}">${view.person?.userName}</summary>`,
      );
  }
}

/** Drop-downs without script: a `details` element opens and closes by itself, also by keyboard. */
function mainMenu({ brand, formToken }: View): Html {
  const { frame, home } = brand.texts;
  return html`<nav class="menu" aria-label="Main menu">
<a href="/${brand.id}/home">${home.title}</a>
<details class="menu-item">
<summary>Account</summary>
<div class="drop">
<a href="/${brand.id}/account/security">Security</a>
<a href="/${brand.id}/password">${brand.texts.password.link}</a>
${guardedLink(brand)}
</div>
</details>
${postForm({ brand, formToken }, { action: '/sign-out', submit: frame.signOut, look: 'plain' })}
</nav>`;
}

function guardedLink({ id, guarded }: View['brand']): Html | undefined {
  return guarded && html`<a href="/${id}${guarded.path}">${guarded.title}</a>`;
}

function accountMenuOf({ brand, person }: View): string {
  return brand.texts.frame.accountMenu(person?.userName ?? '');
}

function userMenu({ brand, formToken, person }: View, opener: Html): Html {
  const { frame, home, settings, profile, password, payment } = brand.texts;
  return html`<nav class="menu links" aria-label="Main menu">
<a href="/${brand.id}/home">${home.title}</a>
${guardedLink(brand)}
${brand.paymentAccount && html`<a href="/${brand.id}/payment-account">${payment.title}</a>`}
</nav>
<details class="menu-item">
${opener}
<div class="drop">
<p class="who">${person?.userName}</p>
${brand.profile && html`<a href="/${brand.id}/profile">${profile.title}</a>`}
<a href="/${brand.id}${brand.settingsPath}">${settings.title}</a>
<a href="/${brand.id}/password">${password.link}</a>
${postForm({ brand, formToken }, { action: '/sign-out', submit: frame.signOut, look: 'plain' })}
</div>
</details>`;
}

const userIcon: Html = html`<svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true"><circle cx="12" cy="8" r="4.2"></circle><path d="M3.5 21c.6-4.6 4-7.2 8.500-7.200s7.900 2.600 8.500 7.200z"></path></svg>`;
