import { postForm, textField } from './forms.ts';
import { html } from './html.ts';
import type { Page, View } from './view.ts';

/**
 * Asks before it cancels a recovery. The token is behind the `#` of the URL, which browsers do not send: the script
 * puts it into the form. Without scripts the user pastes the link.
 */
export function stopPage(
  view: View,
  { action, failed }: { readonly action: string; readonly failed: boolean },
): Page {
  const { stop } = view.site.texts.recovery;
  return {
    title: stop.title,
    body: html`<p>${stop.lead}</p>
<p class="warning">${stop.warn}</p>
<div data-link-form>
${postForm(view, {
  action,
  submit: stop.button,
  look: 'danger',
  fields: html`<div data-link-field>${textField({
    name: 'link',
    label: stop.link,
    hint: stop.linkHint,
    autocomplete: 'off',
    maxLength: 4000,
    ...(failed && { error: [stop.unreadable] }),
  })}</div>`,
})}
</div>
<script type="module" src="${view.site.path}/assets/pages.js"></script>`,
  };
}

export function stoppedPage({ site }: View): Page {
  const { stop } = site.texts.recovery;
  return {
    title: stop.stoppedTitle,
    body: html`<p role="status">${stop.stopped}</p>
<p class="warning">${stop.passwordKnown}</p>
<p><a class="button" href="${site.portal.password ?? site.portal.signIn}">${stop.signIn}</a></p>`,
  };
}

/** For a link that was used or has expired: nothing was changed. */
export function nothingToStopPage({ site }: View): Page {
  const { stop } = site.texts.recovery;
  return {
    title: stop.overTitle,
    body: html`<p role="status">${stop.over} ${stop.overDoubt}</p>
<p><a class="button quiet" href="${site.portal.signIn}">${stop.signInLook}</a></p>`,
  };
}
