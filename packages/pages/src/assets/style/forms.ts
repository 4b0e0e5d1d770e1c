/** Fields and buttons. Below `.factorkit`. */
export const FORMS: string = `    form {
      margin: 1rem 0;
    }

    form.inline {
      margin: 0;
    }

    .field {
      margin-bottom: 1.1rem;
    }

    label {
      display: block;
      font-weight: 600;
    }

    .hint {
      margin: 0.1rem 0 0;
      color: var(--fk-soft);
      font-size: 0.95rem;
    }

    .error {
      margin: 0.3rem 0 0;
      color: var(--fk-danger);
      font-weight: 600;
    }

    select,
    textarea,
    input:not([type="hidden"]) {
      display: block;
      width: 100%;
      max-width: 24rem;
      margin-top: 0.4rem;
      padding: 0.6rem 0.7rem;
      border: 1px solid #7d8896;
      border-radius: 6px;
      background: #fff;
      color: var(--fk-ink);
      font: inherit;
    }

    input.code {
      max-width: 11rem;
      font-size: 1.4rem;
      font-variant-numeric: tabular-nums;
      letter-spacing: 0.15em;
    }

    textarea {
      max-width: none;
      resize: vertical;
    }

    textarea[aria-invalid],
    input[aria-invalid] {
      border-color: var(--fk-danger);
      box-shadow: 0 0 0 1px var(--fk-danger);
    }

    button,
    .button {
      display: inline-block;
      padding: 0.6rem 1.3rem;
      border: 1px solid var(--fk-accent);
      border-radius: 6px;
      background: var(--fk-accent);
      color: #fff;
      font: inherit;
      font-weight: 600;
      line-height: 1.4;
      text-decoration: none;
      cursor: pointer;
    }

    button:hover,
    .button:hover {
      border-color: var(--fk-accent-dark);
      background: var(--fk-accent-dark);
      color: #fff;
    }

    .quiet:where(button, .button) {
      background: var(--fk-sheet);
      color: var(--fk-accent);
    }

    .quiet:where(button, .button):hover {
      background: var(--fk-ground);
      color: var(--fk-accent-dark);
    }

    .danger:where(button, .button) {
      border-color: var(--fk-danger);
      background: var(--fk-sheet);
      color: var(--fk-danger);
    }

    .danger:where(button, .button):hover {
      background: var(--fk-danger);
      color: #fff;
    }

    button.plain {
      padding: 0.35rem 0;
      border: 0;
      background: none;
      color: inherit;
      font-weight: inherit;
    }

    button.plain:hover {
      text-decoration: underline;
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.75rem 1.25rem;
      margin: 0.5rem 0 0;
    }`;
