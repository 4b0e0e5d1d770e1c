import { html } from './html.ts';
import type { Page, View } from './view.ts';

/** A backup code was used, and this one replaces it. Only this answer contains it. */
export function replacementCodePage(
  { site }: View,
  { code, next }: { readonly code: string; readonly next: string },
): Page {
  const { backupCode } = site.texts;
  return {
    title: backupCode.replacementTitle,
    body: html`<p>${backupCode.replacementLead}</p>
<p class="warning">${backupCode.replacementKeep}</p>
<pre class="backup-codes" aria-label="${backupCode.replacementLabel}" tabindex="0">${code}</pre>
<p><a class="button" href="${next}">${backupCode.replacementButton}</a></p>`,
  };
}
