import { postForm, textField } from './forms.ts';
import { html } from './html.ts';
import type { Page, View } from './view.ts';

interface NamedApp {
  readonly id: string;
  readonly label: string;
}

export function addAppPage(view: View, error?: string): Page {
  const { addApp } = view.site.texts;
  return {
    title: addApp.title,
    body: html`<p>${addApp.lead}</p>
${postForm(view, {
  action: `${view.site.settings}/apps/add`,
  submit: addApp.button,
  fields: nameField(view, '', error),
})}
${backToSettings(view)}`,
  };
}

export function renameAppPage(view: View, app: NamedApp, error?: string): Page {
  const { renameApp } = view.site.texts;
  return {
    title: renameApp.title,
    body: html`${postForm(view, {
      action: `${appPath(view, app)}/rename`,
      submit: renameApp.button,
      fields: nameField(view, app.label, error),
    })}
${backToSettings(view)}`,
  };
}

export function removeAppPage(view: View, app: NamedApp): Page {
  const { removeApp } = view.site.texts;
  return {
    title: removeApp.title,
    body: html`<p>${removeApp.lead(app.label)}</p>
${postForm(view, { action: `${appPath(view, app)}/remove`, submit: removeApp.button, look: 'danger' })}
${backToSettings(view)}`,
  };
}

export function disablePage(view: View): Page {
  const { disable } = view.site.texts;
  return {
    title: disable.title,
    body: html`<p>${disable.lead}</p>
${postForm(view, { action: `${view.site.settings}/disable`, submit: disable.button, look: 'danger' })}
${backToSettings(view)}`,
  };
}

export function newCodesPage(view: View): Page {
  const { newCodes } = view.site.texts;
  return {
    title: newCodes.title,
    body: html`<p>${newCodes.lead}</p>
${postForm(view, {
  action: `${view.site.settings}/backup-codes`,
  submit: newCodes.button,
  fields: html`<input type="hidden" name="requestId" value="${crypto.randomUUID()}">`,
})}
${backToSettings(view)}`,
  };
}

function nameField({ site }: View, value: string, error: string | undefined) {
  const { label, hint } = site.texts.addApp;
  return textField({
    name: 'label',
    label,
    hint,
    value,
    autocomplete: 'off',
    focus: true,
    ...(error !== undefined && { error: [error] }),
  });
}

function appPath({ site }: View, { id }: NamedApp): string {
  return `${site.settings}/apps/${encodeURIComponent(id)}`;
}

function backToSettings({ site }: View) {
  return html`<p><a href="${site.path}${site.settings}">${site.texts.setUp.cancel}</a></p>`;
}
