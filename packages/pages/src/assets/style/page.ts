/** The colours, and the page around the content. */
export const PAGE: string = `  :root {
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
  }`;
