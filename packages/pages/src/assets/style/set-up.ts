/** Cards, facts, QR codes, keys, backup codes and steps. Below `.factorkit`. */
export const SET_UP: string = `    .cards,
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
    }`;
