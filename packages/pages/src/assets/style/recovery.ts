/** Recoveries, the support desk and the history. Below `.factorkit`. */
export const RECOVERY: string = `    .recovery {
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
    }`;
