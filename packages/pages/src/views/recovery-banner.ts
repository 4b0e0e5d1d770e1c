import { type AccountView, assertNever, type RecoveryView } from '@factorkit/core';
import { postForm } from './forms.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';
import { dayAndTime } from './when.ts';

/** Shown at the top of the settings page while a recovery of this account is in progress. */
export function recoveryBanner(view: View, { recoveries }: AccountView): Html | undefined {
  const [recovery] = recoveries;
  if (recovery === undefined) return undefined;
  const { banner } = view.site.texts.recovery;
  const at = dayAndTime(view, recovery.requestedAt);
  return html`<section class="warning" aria-labelledby="recovery-banner">
<h2 id="recovery-banner">${banner.heading}</h2>
<p>${recovery.requestedBy.kind === 'staff' ? banner.byStaff(at) : banner.byUser(at)} ${progress(view, recovery)}</p>
${postForm(view, {
  action: '/recovery/not-me',
  submit: banner.stop,
  look: 'danger',
  fields: html`<input type="hidden" name="requestId" value="${recovery.id}">`,
})}
</section>`;
}

function progress(view: View, { state }: RecoveryView): string {
  const { banner } = view.site.texts.recovery;
  switch (state.kind) {
    case 'open':
    case 'requested':
      return banner.requested;
    case 'held':
      return banner.held(dayAndTime(view, state.until));
    case 'ready':
      return banner.ready;
    case 'completed':
      return banner.completed;
    default:
      return assertNever(state);
  }
}
