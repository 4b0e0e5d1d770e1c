/** Methods, switches and choices. Below `.factorkit`. */
export const SETTINGS: string = `    .heading-row {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 1rem;
      margin-bottom: 0.5rem;
    }

    .heading-row :where(h2, h3) {
      margin: 0;
    }

    .method {
      margin-bottom: 0.9rem;
      padding: 0.9rem 1.1rem;
      border: 1px solid var(--fk-line);
      border-radius: 6px;
    }

    .method h3 {
      font-size: 1.05rem;
    }

    .method :where(p, dl):last-child {
      margin-bottom: 0;
    }

    .why-not + .method {
      margin-top: 1rem;
    }

    .offer {
      display: flex;
      align-items: center;
      gap: 0.5rem 1.25rem;
    }

    .offer .about {
      flex: 1 1 18rem;
    }

    .offer .actions {
      flex: none;
      margin: 0;
    }

    .offer .why-not {
      flex: 0 1 auto;
      max-width: 14rem;
      margin: 0;
      text-align: right;
    }

    .offer .button {
      min-width: 6.5rem;
      text-align: center;
    }

    .actions + .cards,
    .actions + .empty {
      margin-top: 1.25rem;
    }

    button.main:disabled,
    button.main:disabled:hover {
      border-color: transparent;
      background: #7d8896;
      cursor: wait;
    }

    button.quiet:disabled,
    button.quiet:disabled:hover {
      border-color: #7d8896;
      background: var(--fk-sheet);
      color: var(--fk-soft);
      cursor: not-allowed;
    }

    .heading-row .quiet {
      padding: 0.4rem 0.9rem;
    }

    .switch,
    .switch:hover {
      display: flex;
      align-items: center;
      gap: 0.6rem;
      padding: 0.45rem 0;
      border: 0;
      background: none;
      color: var(--fk-ink);
      font-weight: 400;
    }

    .switch::after {
      content: "";
      width: 3rem;
      height: 1.7rem;
      border: 2px solid #7d8896;
      border-radius: 1rem;
      background: radial-gradient(circle at 0.68rem 50%, #7d8896 0.5rem, transparent 0.54rem) var(--fk-sheet);
    }

    .switch[aria-checked="true"]::after {
      border-color: var(--fk-accent);
      background: radial-gradient(circle at 1.98rem 50%, #fff 0.5rem, transparent 0.54rem) var(--fk-accent);
    }

    .switch:disabled {
      cursor: not-allowed;
    }

    .switch:disabled::after {
      opacity: 0.55;
    }

    fieldset {
      margin: 0 0 1.1rem;
      padding: 0;
      border: 0;
    }

    legend {
      margin-bottom: 0.4rem;
      padding: 0;
      font-weight: 600;
    }

    .choice {
      display: flex;
      align-items: center;
      gap: 0.6rem;
      padding: 0.5rem 0;
      font-weight: 400;
    }

    .choice .hint {
      display: block;
    }

    .choice:has([type="checkbox"]) {
      align-items: flex-start;
    }

    input:is([type="radio"], [type="checkbox"]):not([type="hidden"]) {
      flex: none;
      width: 1.3rem;
      height: 1.3rem;
      margin: 0;
      accent-color: var(--fk-accent);
    }`;
