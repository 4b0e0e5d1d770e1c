import { type Html, html } from './html.ts';
import type { View } from './view.ts';

interface KeyForm {
  /** Within the portal. */
  readonly action: string;
  readonly submit: string;
  /** What the browser is asked: to show a key, or to make one. */
  readonly ask: 'get' | 'create';
  readonly options: { readonly [key: string]: unknown };
  /** Goes along with the answer. */
  readonly wish?: Html | undefined;
}

/**
 * Asks the browser for a key. The script that comes with it shows the button and puts the answer into the form; what
 * is sent is an ordinary form, and one route judges it as it judges codes. Without script a sentence says what to do.
 */
export function keyForm({ brand, formToken }: View, { action, submit, ask, options, wish }: KeyForm): Html {
  const { key } = brand.texts;
  return html`<p data-key-without>${key.script} ${key.scriptOthers}</p>
<form method="post" action="/${brand.id}${action}" data-key="${ask}" data-options="${JSON.stringify(options)}" hidden>
<p>${key.prompt}</p>
<p role="status" data-key-says="waiting" hidden>${key.waiting}</p>
<p class="error" role="alert" data-key-says="aborted" hidden>${key.aborted}</p>
<p class="error" role="alert" data-key-says="twice" hidden>${key.twice}</p>
<input type="hidden" name="formToken" value="${formToken}">
<input type="hidden" name="credential" value="">
${wish}
<button type="submit" class="main">${submit}</button>
</form>
<script type="module" src="/assets/security-key.js"></script>`;
}
