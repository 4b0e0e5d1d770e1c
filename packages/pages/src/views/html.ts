const markup: unique symbol = Symbol('markup');

/**
 * Markup that is safe to send. Only `html` and `trustedMarkup` make it: the key is a symbol, so parsed input has none.
 */
export interface Html {
  readonly [markup]: string;
  /** The markup. */
  toString(): string;
}

export type Child = Html | string | number | undefined | false | readonly Child[];

/** A template that escapes its values, unless they are `Html`. */
export function html(parts: TemplateStringsArray, ...children: readonly Child[]): Html {
  return markupOf(parts.reduce((text, part, index) => text + render(children[index - 1]) + part));
}

/** For markup from our own code, such as the QR code's SVG. Never for user input. */
export function trustedMarkup(text: string): Html {
  return markupOf(text);
}

function markupOf(text: string): Html {
  return { [markup]: text, toString: () => text };
}

function render(child: Child): string {
  if (child === undefined || child === false) return '';
  if (typeof child === 'string') return escaped(child);
  if (typeof child === 'number') return String(child);
  if (isHtml(child)) return child[markup];
  return child.map(render).join('');
}

function isHtml(child: Html | readonly Child[]): child is Html {
  return markup in child;
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
