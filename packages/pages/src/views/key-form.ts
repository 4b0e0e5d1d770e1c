import { type Html, html } from './html.ts';
import type { View } from './view.ts';

interface KeyForm {
  /** The path within the portal. */
  readonly action: string;
  readonly submit: string;
  /** Whether the browser uses a key or creates one. */
  readonly ask: 'get' | 'create';
  readonly options: { readonly [key: string]: unknown };
  /** Sent along with the answer. */
  readonly wish?: Html | undefined;
}

/**
 * Asks the browser for a key. The script shows the button and puts the response into an ordinary form, which the same
 * route checks as for codes. Without scripts a sentence tells the user what to do.
 */
export function keyForm({ site, formField }: View, { action, submit, ask, options, wish }: KeyForm): Html {
  const { key } = site.texts;
  return html`<p data-key-without>${key.script} ${key.scriptOthers}</p>
<form method="post" action="${site.path}${action}" data-key="${ask}" data-options="${JSON.stringify(options)}" hidden>
<p>${key.prompt}</p>
<p role="status" data-key-says="waiting" hidden>${key.waiting}</p>
<p class="error" role="alert" data-key-says="aborted" hidden>${key.aborted}</p>
<p class="error" role="alert" data-key-says="twice" hidden>${key.twice}</p>
${formField}
<input type="hidden" name="credential" value="">
${wish}
<button type="submit" class="main">${submit}</button>
</form>
<script type="module" src="${site.path}/assets/pages.js"></script>`;
}
