import { FORMS } from './style/forms.ts';
import { NARROW } from './style/narrow.ts';
import { PAGE } from './style/page.ts';
import { RECOVERY } from './style/recovery.ts';
import { SET_UP } from './style/set-up.ts';
import { SETTINGS } from './style/settings.ts';
import { TEXT } from './style/text.ts';

/**
 * The style sheet of the pages. Modest on purpose: system fonts and one accent. It is in a layer, so that any rule of the
 * portal wins, and below `.factorkit`, so that it touches nothing else. Widths are in rem, so that larger text still fits.
 */
export const STYLE: string = `@layer factorkit {
${PAGE}

  .factorkit {
${[TEXT, FORMS, SET_UP, SETTINGS, RECOVERY, NARROW].join('\n\n')}
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
