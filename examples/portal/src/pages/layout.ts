import { type FramedPage, type Html, html } from '@factorkit/pages';
import type { Brand } from '../brands/brand.ts';
import type { CustomerPortal } from '../customer-portal.ts';
import type { Person } from '../people/directory.ts';
import { type Context, personOf } from '../session/portal-session.ts';

/** Who sees the menu. */
interface Menu {
  readonly brand: Brand;
  readonly person: Person;
  readonly signOut: Html | undefined;
}

/** The portal's frame around every page: of the package and its own. */
export function frameOf(portal: CustomerPortal): (page: FramedPage<Context>) => Html {
  const { brand } = portal;
  const { own } = brand;
  return ({ context, lang, dir, title, head, main, signOut }) => {
    const person = personOf(portal, context.req);
    return html`<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${brand.name}</title>
${head}
<link rel="stylesheet" href="/assets/portal.css">
</head>
<body class="factorkit-page ${brand.id}">
<a class="skip" href="#content">${own.frame.skip}</a>
<header class="top">
<div class="bar">
<a class="brand" href="/${brand.id}">${brand.name}</a>
${person && menu({ brand, person, signOut })}
</div>
</header>
<main id="content" class="factorkit">
${main}
</main>
<footer><a href="/">${own.frame.allPortals}</a></footer>
</body>
</html>
`;
  };
}

function menu(shown: Menu): Html {
  const { brand, person } = shown;
  const label = brand.own.frame.accountMenu(person.userName);
  switch (brand.menu) {
    case 'main-menu':
      return mainMenu(shown);
    case 'user-icon':
      return userMenu(shown, html`<summary class="user-icon" aria-label="${label}">${userIcon}</summary>`);
    case 'user-name':
      return userMenu(shown, html`<summary aria-label="${label}">${person.userName}</summary>`);
  }
}

/** Drop-downs without script: a `details` element opens and closes by itself, also by keyboard. */
function mainMenu({ brand, signOut }: Menu): Html {
  const { frame, home, security } = brand.own;
  return html`<nav class="menu" aria-label="${frame.mainMenu}">
<a href="/${brand.id}/home">${home.title}</a>
<details class="menu-item">
<summary>${frame.account}</summary>
<div class="drop">
<a href="/${brand.id}/account/security">${security.title}</a>
<a href="/${brand.id}/password">${brand.own.password.link}</a>
${guardedLink(brand)}
</div>
</details>
${signOut}
</nav>`;
}

function guardedLink({ id, guarded }: Brand): Html | undefined {
  return guarded && html`<a href="/${id}${guarded.path}">${guarded.title}</a>`;
}

function userMenu({ brand, person, signOut }: Menu, opener: Html): Html {
  const { frame, home, profile, password, payment } = brand.own;
  return html`<nav class="menu links" aria-label="${frame.mainMenu}">
<a href="/${brand.id}/home">${home.title}</a>
${guardedLink(brand)}
${brand.paymentAccount && html`<a href="/${brand.id}/payment-account">${payment.title}</a>`}
</nav>
<details class="menu-item">
${opener}
<div class="drop">
<p class="who">${person.userName}</p>
${brand.profile && html`<a href="/${brand.id}/profile">${profile.title}</a>`}
<a href="/${brand.id}${brand.settingsPath}">${brand.texts.settings?.title}</a>
<a href="/${brand.id}/password">${password.link}</a>
${signOut}
</div>
</details>`;
}

const userIcon: Html = html`<svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true"><circle cx="12" cy="8" r="4.2"></circle><path d="M3.5 21c.6-4.6 4-7.2 8.500-7.200s7.900 2.600 8.500 7.200z"></path></svg>`;
