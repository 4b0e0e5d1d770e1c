import type { TotpSetup } from '@factorkit/core';
import { qrSvg } from '@factorkit/qr';
import { type Html, html, trustedMarkup } from './html.ts';
import type { View } from './view.ts';

/** The secret for the camera. */
export function qrCode({ site }: View, setup: TotpSetup): Html {
  return html`<figure class="qr">${trustedMarkup(qrSvg(setup.uri, site.texts.setUp.qr))}
<figcaption>${site.texts.setUp.qr}</figcaption></figure>`;
}

/** The same secret for typing, in groups of four. Apps ignore the spaces. */
export function secretKey({ site }: View, setup: TotpSetup): Html {
  const { keyHeading, keyAccount, keyType, timeBased } = site.texts.setUp;
  const grouped = setup.secret.replace(/(.{4})(?=.)/g, '$1 ');
  return html`<dl class="facts">
<div><dt>${keyHeading}</dt><dd><code class="key">${grouped}</code></dd></div>
<div><dt>${keyAccount}</dt><dd>${setup.issuer}: ${setup.accountName}</dd></div>
<div><dt>${keyType}</dt><dd>${timeBased}</dd></div>
</dl>`;
}
