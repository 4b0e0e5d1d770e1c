import { type Child, type Html, html } from './html.ts';
import type { View } from './view.ts';

type FormView = Pick<View, 'site' | 'formField'>;

/** @inline */
type PostForm = {
  /** The path within the portal. */
  readonly action: string;
  readonly submit: string;
  /** The subject of the button, for screen readers. */
  readonly hidden?: string;
  readonly fields?: Child;
  readonly look?: 'main' | 'quiet' | 'danger' | 'plain';
};

/** Every change is a POST, and every POST carries the session's form token. */
export function postForm({ site, formField }: FormView, form: PostForm): Html {
  return html`<form method="post" action="${site.path}${form.action}" class="${form.look === 'plain' ? 'inline' : ''}">
${formField}
${form.fields}
<button type="submit" class="${form.look ?? 'main'}" ${form.hidden && html`aria-label="${form.submit}: ${form.hidden}"`}>${form.submit}</button>
</form>`;
}

/** @inline */
type TextField = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** The errors in the user's input, one sentence each. */
  readonly error?: readonly string[];
  readonly type?: 'text' | 'password' | 'email' | 'tel';
  readonly optional?: true;
  readonly autocomplete: string;
  readonly value?: string;
  readonly numeric?: true;
  readonly focus?: true;
  /** In characters. Defaults to 200. */
  readonly maxLength?: number;
};

/** A label, a hint, the errors, and one real input, so that autofill and paste work. */
export function textField(field: TextField): Html {
  const hintId = `${field.name}-hint`;
  const errorId = `${field.name}-error`;
  const describedBy = [field.hint && hintId, field.error && errorId]
    .filter((id) => id !== undefined)
    .join(' ');
  return html`<div class="field">
<label for="${field.name}">${field.label}</label>
${field.hint && html`<p class="hint" id="${hintId}">${field.hint}</p>`}
${field.error && html`<p class="error" id="${errorId}" role="alert">${field.error.join(' ')}</p>`}
<input id="${field.name}" name="${field.name}" type="${field.type ?? 'text'}" value="${field.value ?? ''}"
 autocomplete="${field.autocomplete}" maxlength="${field.maxLength ?? 200}" ${!field.optional && html`required`} autocapitalize="none" spellcheck="false"
 ${field.numeric && html`inputmode="numeric" class="code"`} ${field.focus && html`autofocus`}
 ${describedBy !== '' && html`aria-describedby="${describedBy}"`} ${field.error && html`aria-invalid="true"`}>
</div>`;
}

interface CodeField {
  /** Whether the field gets the focus when the page opens. The browser then scrolls to it. */
  readonly focus: boolean;
  readonly error: readonly string[] | undefined;
}

/** The field for the code of an authenticator app. */
export function codeField({ site }: Pick<View, 'site'>, { focus, error }: CodeField): Html {
  const { code } = site.texts;
  return textField({
    name: 'code',
    label: code.label,
    hint: code.hint,
    autocomplete: 'one-time-code',
    numeric: true,
    ...(focus && { focus }),
    ...(error && { error }),
  });
}

/** The field for a code that was sent. */
export function sentCodeField({ site }: Pick<View, 'site'>, { focus, error }: CodeField): Html {
  const { label, hint } = site.texts.sentCode;
  return textField({
    name: 'code',
    label,
    hint,
    autocomplete: 'one-time-code',
    numeric: true,
    ...(focus && { focus }),
    ...(error && { error }),
  });
}

/** The field for the password of a signed-in user. */
export function passwordField(
  { site }: Pick<View, 'site'>,
  { focus, error }: { readonly focus: boolean; readonly error: readonly string[] | undefined },
): Html {
  return textField({
    name: 'password',
    label: site.texts.confirm.password,
    type: 'password',
    autocomplete: 'current-password',
    ...(focus && { focus }),
    ...(error !== undefined && { error }),
  });
}

/** The field for a backup code: letters and digits, typed from paper. */
export function backupCodeField({ site }: Pick<View, 'site'>, { focus, error }: CodeField): Html {
  const { backupCode } = site.texts;
  return textField({
    name: 'backupCode',
    label: backupCode.label,
    hint: backupCode.hint,
    autocomplete: 'off',
    ...(focus && { focus }),
    ...(error && { error }),
  });
}
