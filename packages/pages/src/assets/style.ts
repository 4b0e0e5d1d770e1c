/**
 * The style sheet of the pages. Modest on purpose: system fonts and one accent. It is in a layer, so that any rule of the
 * portal wins, and below `.factorkit`, so that it touches nothing else. Widths are in rem, so that larger text still fits.
 */
export const STYLE: string = `@layer factorkit {
  :root {
    --fk-ink: #1c2430;
    --fk-soft: #55606f;
    --fk-line: #d5dae1;
    --fk-ground: #f4f6f8;
    --fk-sheet: #ffffff;
    --fk-accent: #0b5a73;
    --fk-accent-dark: #083f51;
    --fk-danger: #a3231f;
    --fk-danger-dark: #7c1815;
    --fk-good: #1b6b3a;
    --fk-warn: #fff5dc;
    --fk-warn-line: #c98a00;
    --fk-say: #e3f1f6;
    color-scheme: light;
  }

  .factorkit,
  .factorkit *,
  .factorkit-page * {
    box-sizing: border-box;
  }

  .factorkit-page {
    margin: 0;
    background: var(--fk-ground);
    color: var(--fk-ink);
    font:
      1rem / 1.55 system-ui,
      "Segoe UI",
    Roboto,
      "Noto Sans",
      "Liberation Sans",
      sans-serif;
    overflow-wrap: break-word;
  }

  :is(.factorkit, .factorkit-page) :focus-visible {
    outline: 3px solid var(--fk-accent);
    outline-offset: 2px;
    border-radius: 3px;
  }

  .skip {
    position: absolute;
    left: -999rem;
  }

  .skip:focus {
    left: 1rem;
    top: 0.5rem;
    padding: 0.4rem 0.8rem;
    background: var(--fk-sheet);
    z-index: 2;
  }

  main.factorkit {
    max-width: 46rem;
    margin: 1.5rem auto;
    padding: 1.5rem 2rem 2rem;
    background: var(--fk-sheet);
    border: 1px solid var(--fk-line);
    border-radius: 8px;
  }

  .factorkit {
    a {
      color: var(--fk-accent);
      text-underline-offset: 0.15em;
    }

    a:hover {
      color: var(--fk-accent-dark);
    }

    & > :last-child {
      margin-bottom: 0;
    }

    h1 {
      margin: 0 0 1rem;
      font-size: 1.6rem;
      line-height: 1.25;
    }

    h2 {
      margin: 2rem 0 0.5rem;
      font-size: 1.15rem;
      line-height: 1.3;
    }

    p,
    ul,
    ol {
      margin: 0 0 1rem;
    }

    li {
      margin-bottom: 0.3rem;
    }

    .notice,
    .warning {
      padding: 0.75rem 1rem;
      border-left: 4px solid var(--fk-accent);
      border-radius: 0 6px 6px 0;
      background: var(--fk-say);
    }

    .notice {
      margin-bottom: 1.5rem;
    }

    .warning {
      border-color: var(--fk-warn-line);
      background: var(--fk-warn);
    }

    .aside {
      margin-top: 2.5rem;
      padding-top: 1.25rem;
      border-top: 1px solid var(--fk-line);
      color: var(--fk-soft);
      font-size: 0.95rem;
    }

    .aside h2 {
      margin-top: 0;
      font-size: 1rem;
    }

    .aside p {
      margin: 0;
    }

    .status {
      font-size: 1.05rem;
    }

    .status .on {
      color: var(--fk-good);
    }

    .status .off {
      color: var(--fk-danger);
    }

    .tag {
      display: inline-block;
      padding: 0 0.5rem;
      border: 1px solid var(--fk-line);
      border-radius: 1rem;
      color: var(--fk-soft);
      font-size: 0.85rem;
      font-weight: 400;
      white-space: nowrap;
    }

    strong:has(+ .tag) {
      margin-right: 0.4rem;
    }

    .tag.good {
      border-color: var(--fk-good);
      color: var(--fk-good);
    }

    .tag.caution {
      border-color: var(--fk-warn-line);
      background: var(--fk-warn);
      color: #6b4a00;
    }

    form {
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
    }

    .cards,
    .apps {
      padding: 0;
      list-style: none;
    }

    .cards > li {
      margin-bottom: 0.75rem;
      padding: 0.9rem 1.1rem;
      border: 1px solid var(--fk-line);
      border-radius: 6px;
    }

    .cards :where(li, .about) > span:not(.tag) {
      display: block;
      color: var(--fk-soft);
    }

    .cards .about > .but {
      margin-top: 0.15rem;
      font-weight: 600;
    }

    .ways {
      padding: 0;
      border-top: 1px solid var(--fk-line);
      list-style: none;
    }

    .ways > li {
      margin: 0;
      border-bottom: 1px solid var(--fk-line);
    }

    .ways a {
      display: block;
      padding: 0.55rem 0;
    }

    .empty {
      padding: 2rem 1rem;
      border: 1px dashed var(--fk-line);
      border-radius: 6px;
      color: var(--fk-soft);
      text-align: center;
    }

    .cards .status {
      margin: 0.4rem 0 0;
      font-size: 1rem;
    }

    .apps > li {
      display: flex;
      flex-wrap: wrap;
      gap: 0.1rem 1rem;
      padding: 0.4rem 0;
      border-bottom: 1px solid var(--fk-line);
    }

    .apps > li > span {
      min-width: 14rem;
      font-weight: 600;
    }

    .facts {
      margin: 0.5rem 0 1rem;
    }

    .facts > div {
      display: grid;
      grid-template-columns: 8rem minmax(0, 1fr);
      gap: 0 0.75rem;
      padding: 0.15rem 0;
    }

    .facts dt {
      color: var(--fk-soft);
    }

    .facts dd {
      margin: 0;
    }

    .columns {
      display: flex;
      flex-wrap: wrap;
      gap: 1rem 2rem;
      align-items: center;
    }

    .columns > section {
      flex: 1 1 18rem;
    }

    .columns h2 {
      margin-top: 0.5rem;
    }

    .qr {
      margin: 1rem 0;
      text-align: center;
      width: min(16rem, 100%);
    }

    .qr svg {
      display: block;
      width: 100%;
      height: auto;
      border: 1px solid var(--fk-line);
    }

    .qr figcaption {
      color: var(--fk-soft);
      font-size: 0.9rem;
    }

    .key,
    .backup-codes {
      font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
      font-size: 1.05rem;
    }

    .key {
      user-select: all;
    }

    .backup-codes {
      max-width: 100%;
      margin: 0 0 1rem;
      padding: 1rem 1.25rem;
      border: 1px solid var(--fk-line);
      border-radius: 6px;
      background: var(--fk-ground);
      line-height: 1.8;
      overflow-x: auto;
      user-select: all;
    }

    .step {
      margin-top: 2rem;
      padding: 0.25rem 1.25rem 1rem;
      border: 1px solid var(--fk-line);
      border-radius: 6px;
    }

    .step h2 {
      margin-top: 1rem;
    }

    .step + p {
      margin-top: 1.25rem;
    }

    .step details p {
      margin-top: 0.5rem;
    }

    summary {
      cursor: pointer;
    }

    .step details {
      margin-bottom: 1rem;
    }

    .step-key {
      color: var(--fk-accent);
    }

    .heading-row form {
      flex: none;
    }

    .cards > li > span.error {
      color: var(--fk-danger);
    }

    .why-not {
      margin: 0.5rem 0 0;
      color: var(--fk-soft);
      font-style: italic;
    }

    .advice {
      margin: 1.5rem 0;
      padding: 0.9rem 1.1rem;
      border-left: 4px solid var(--fk-accent);
      border-radius: 0 6px 6px 0;
      background: var(--fk-say);
    }

    .advice h2 {
      margin-top: 0;
    }

    .advice :where(p, form, ul):last-child {
      margin-bottom: 0;
    }

    .again {
      margin-top: 1.5rem;
      padding-top: 1rem;
      border-top: 1px solid var(--fk-line);
    }

    .again form {
      margin-bottom: 0;
    }

    .cards .actions form {
      margin: 0;
    }

    .cards .actions button.plain {
      padding: 0;
      color: var(--fk-accent);
      text-decoration: underline;
      text-underline-offset: 0.15em;
    }

    .heading-row {
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
    }

    .recovery {
      margin: 1.5rem 0;
      border-left: 4px solid var(--fk-warn-line);
    }

    .recovery h2 {
      margin-top: 0;
    }

    .recovery .actions {
      margin-top: 1rem;
    }

    .plain:where(ul) {
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .history {
      padding: 0;
      list-style: none;
    }

    .history > li {
      margin: 0;
      padding: 0.6rem 0;
      border-bottom: 1px solid var(--fk-line);
    }

    .history > li > p {
      margin: 0;
    }

    .history > li > .note {
      margin-top: 0.3rem;
      padding-left: 0.75rem;
      border-left: 3px solid var(--fk-line);
      white-space: pre-line;
    }

    .progress > li {
      color: var(--fk-soft);
    }

    .progress > li[aria-current] {
      color: var(--fk-ink);
      font-weight: 600;
    }

    .warning > h2 {
      margin-top: 0;
    }

    .warning > :last-child {
      margin-bottom: 0;
    }

    section.warning {
      margin-bottom: 1.5rem;
    }

    @media (max-width: 40rem) {
      .apps > li > a {
        padding: 0.3rem 0;
      }

      .apps > li {
        gap: 0.1rem 1.5rem;
      }

      h1 {
        font-size: 1.4rem;
      }

      .qr {
        margin-inline: auto;
      }

      .facts > div {
        grid-template-columns: 6.75rem minmax(0, 1fr);
      }

      .offer {
        flex-direction: column;
        align-items: stretch;
      }

      .offer .about,
      .offer .why-not {
        flex: none;
        max-width: none;
        text-align: left;
      }

      .offer .button {
        width: 100%;
      }

      .step {
        padding-inline: 0.9rem;
      }

      .apps > li > span {
        width: 100%;
      }

      button:where(.main, .danger),
      .button:not(.quiet, .danger) {
        width: 100%;
        text-align: center;
      }
    }
  }

  @media (max-width: 40rem) {
    main.factorkit {
      margin: 0 0 1.5rem;
      padding: 1.25rem 1.1rem 1.5rem;
      border-width: 0 0 1px;
      border-radius: 0;
    }
  }
}
`;
