import { postForm } from '../views/forms.ts';
import { html } from '../views/html.ts';
import type { Page, View } from '../views/view.ts';
import { DESK_ACTIONS_PATH, type DeskAction } from './desk-action.ts';
import type { DeskActionForm } from './desk-action-outlook.ts';
import { deskWords } from './desk-words.ts';
import { checkboxes, textArea } from './fields.ts';
import { onFile } from './on-file.ts';
import { pathOf, type Subject } from './subject.ts';

/** The maximum length that the engine accepts (`recovery.approve`). */
export const LONGEST_NOTE = 500;

/** The fields of the form, and their errors. */
export interface FilledIn {
  readonly note: string;
  readonly checks: readonly string[];
  readonly wrong?: { readonly note?: string; readonly checks?: string };
}

interface Asked {
  readonly subject: Subject;
  readonly action: DeskAction;
  readonly form: DeskActionForm;
  readonly filledIn: FilledIn;
  /** The name of the member of staff. */
  readonly helper: string;
}

/** Asks an agent what was checked, and why. */
export function deskActionPage(view: View, { subject, action, form, filledIn, helper }: Asked): Page {
  const words = deskWords.action;
  const { note, checks, wrong } = filledIn;
  const { portal, person } = subject;
  // Loaded again, the answer must not approve again: that would end the code that was told.
  const what = {
    once: crypto.randomUUID(),
    portal: portal.id,
    userId: person.userId,
    ...action,
  };
  return {
    title: form.title,
    body: html`${form.lead.map((sentence) => html`<p>${sentence}</p>`)}
${action.kind === 'approve' && onFile(subject.person)}
${postForm(view, {
  action: DESK_ACTIONS_PATH,
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
      hint: words.noteHint(helper),
      value: note,
      maxLength: LONGEST_NOTE,
      error: wrong?.note,
    }),
  ],
})}
<p><a href="${view.site.path}${pathOf(subject)}">${words.cancel}</a></p>`,
  };
}

/** Shows why an action was not carried out. */
export function refusedPage(view: View, subject: Subject, why: string): Page {
  return {
    title: deskWords.refused.title,
    body: html`<p class="warning" role="alert">${why}</p>
<p><a class="button quiet" href="${view.site.path}${pathOf(subject)}">${deskWords.action.back}</a></p>`,
  };
}

export function checkField(name: string): string {
  return `check:${name}`;
}

/** A check of a policy in plain words, or its name if the desk has none. */
export function checkName(name: string): string {
  return deskWords.checks[name]?.label ?? name;
}
