/** Narrow windows. Below `.factorkit`. */
export const NARROW: string = `    @media (max-width: 40rem) {
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
    }`;
