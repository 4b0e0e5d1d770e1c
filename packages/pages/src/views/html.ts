/** Markup that is safe to send. Only `html` and `trustedMarkup` make it: parsed input has no private member. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  /** The markup. */
  toString(): string {
    return this.#markup;
  }

  static is(child: object): child is Html {
    return #markup in child;
  }
}

export type Child = Html | string | number | undefined | false | readonly Child[];

/** A template that escapes its values, unless they are `Html`. */
export function html(parts: TemplateStringsArray, ...children: readonly Child[]): Html {
  return new Html(parts.reduce((text, part, index) => text + render(children[index - 1]) + part));
}

/** For markup from our own code, such as the QR code's SVG. Never for user input. */
export function trustedMarkup(text: string): Html {
  return new Html(text);
}

function render(child: Child): string {
  if (child === undefined || child === false) return '';
  if (typeof child === 'string') return escaped(child);
  if (typeof child === 'number') return String(child);
  if (Html.is(child)) return child.toString();
  return child.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
