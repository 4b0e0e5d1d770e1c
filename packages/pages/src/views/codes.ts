import { postForm } from './forms.ts';
import { html } from './html.ts';
import type { Page, View } from './view.ts';

/** The only page that shows backup codes. It answers the form that created them, and nothing stores them for later. */
export function codesPage(view: View, backupCodes: readonly string[]): Page {
  const { codes } = view.site.texts;
  return {
    title: codes.title,
    body: html`<p>${codes.lead}</p>
<p class="warning">${codes.keep} ${codes.once}</p>
<pre class="backup-codes" aria-label="${codes.list}" tabindex="0">${backupCodes.join('\n')}</pre>
<p>${codes.agreeLead}</p>
${postForm(view, { action: `${view.site.settings}/backup-codes/agree`, submit: codes.agree })}`,
  };
}
