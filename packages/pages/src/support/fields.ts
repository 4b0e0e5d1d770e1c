import { type Html, html } from '../views/html.ts';

interface SelectField {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly says: string }[];
  readonly chosen: string;
}

export function selectField({ name, label, options, chosen }: SelectField): Html {
  return html`<div class="field">
<label for="${name}">${label}</label>
<select id="${name}" name="${name}" autocomplete="off">${options.map(
    ({ value, says }) =>
      html`<option value="${value}" ${value === chosen && html`selected`}>${says}</option>`,
  )}</select>
</div>`;
}

interface TextArea {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly maxLength: number;
  readonly error: string | undefined;
}

export function textArea({ name, label, hint, value, maxLength, error }: TextArea): Html {
  const describedBy = [`${name}-hint`, ...(error === undefined ? [] : [`${name}-error`])].join(' ');
  return html`<div class="field">
<label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${hint}</p>
${error && html`<p class="error" id="${name}-error" role="alert">${error}</p>`}
<textarea id="${name}" name="${name}" rows="4" maxlength="${maxLength}" required autocomplete="off"
 aria-describedby="${describedBy}" ${error && html`aria-invalid="true"`}>${value}</textarea>
</div>`;
}

interface Checkboxes {
  readonly legend: string;
  readonly boxes: readonly {
    readonly name: string;
    readonly label: string;
    readonly hint: string;
    readonly ticked: boolean;
  }[];
  readonly error: string | undefined;
}

export function checkboxes({ legend, boxes, error }: Checkboxes): Html {
  return html`<fieldset><legend>${legend}</legend>
${error && html`<p class="error" role="alert">${error}</p>`}
${boxes.map(
  ({
    name,
    label,
    hint,
    ticked,
  }) => html`<label class="choice"><input type="checkbox" name="${name}" value="yes" ${ticked && html`checked`} autocomplete="off">
<span>${label}<span class="hint">${hint}</span></span></label>`,
)}
</fieldset>`;
}
