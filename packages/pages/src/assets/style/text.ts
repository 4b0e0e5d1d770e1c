/** Links, headings, messages and states. Below `.factorkit`. */
export const TEXT: string = `    a {
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
    }`;
