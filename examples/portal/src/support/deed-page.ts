import { postForm } from '../pages/forms.ts';
import { html } from '../pages/html.ts';
import type { Page, View } from '../pages/view.ts';
import { DEEDS_PATH, type Deed } from './deed.ts';
import type { DeedForm } from './deed-outlook.ts';
import { deskWords } from './desk-words.ts';
import { checkboxes, textArea } from './fields.ts';
import { onFile } from './on-file.ts';
import { pathOf, type Subject } from './subject.ts';

/** The engine takes no longer one (`recovery.approve`). */
export const LONGEST_NOTE = 500;

/** What was filled in, and what was wrong with it. */
export interface FilledIn {
  readonly note: string;
  readonly checks: readonly string[];
  readonly wrong?: { readonly note?: string; readonly checks?: string };
}

interface Asked {
  readonly subject: Subject;
  readonly deed: Deed;
  readonly form: DeedForm;
  readonly filledIn: FilledIn;
}

/** Asks an agent what was checked, and why. */
export function deedPage(view: View, { subject, deed, form, filledIn }: Asked): Page {
  const words = deskWords.deed;
  const { note, checks, wrong } = filledIn;
  const { portal, person } = subject;
  const what = { portal: portal.brand.id, userName: person.userName, ...deed };
  return {
    title: form.title,
    body: html`${form.lead.map((sentence) => html`<p>${sentence}</p>`)}
${deed.kind === 'approve' && onFile(subject.person)}
${postForm(view, {
  action: DEEDS_PATH,
  submit: form.submit,
  look: form.look,
  fields: [
    Object.entries(what).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`),
    form.checks.length > 0 &&
      checkboxes({
        legend: words.checks,
        boxes: form.checks.map((name) => ({
          name: checkField(name),
          label: checkName(name),
          hint: deskWords.checks[name]?.hint ?? '',
          ticked: checks.includes(name),
        })),
        error: wrong?.checks,
      }),
    textArea({
      name: 'note',
      label: words.note,
      hint: words.noteHint(view.person?.fullName ?? ''),
      value: note,
      maxLength: LONGEST_NOTE,
      error: wrong?.note,
    }),
  ],
})}
<p><a href="/${view.brand.id}${pathOf(subject)}">${words.cancel}</a></p>`,
  };
}

/** Says why something was not done. */
export function refusedPage(view: View, subject: Subject, why: string): Page {
  return {
    title: deskWords.refused.title,
    body: html`<p class="warning" role="alert">${why}</p>
<p><a class="button quiet" href="/${view.brand.id}${pathOf(subject)}">${deskWords.deed.back}</a></p>`,
  };
}

export function checkField(name: string): string {
  return `check:${name}`;
}

/** A check of a policy in plain words; its own word where the desk has none. */
export function checkName(name: string): string {
  return deskWords.checks[name]?.label ?? name;
}
