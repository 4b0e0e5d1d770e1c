/** A form of a page, as a browser sends it. @inline */
export type PageForm = {
  /** Empty if the form goes to its own page. */
  readonly action: string;
  /** The hidden fields. */
  readonly hidden: Readonly<Record<string, string>>;
  /** The names of the fields that a user fills in or ticks. */
  readonly asks: readonly string[];
};

export function formsIn(html: string): readonly PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inside = '']) => {
    const inputs = [...inside.matchAll(/<(?:input|textarea)\b[^>]*>/g)].map(([tag]) => ({
      name: attribute(tag, 'name'),
      value: attribute(tag, 'value'),
      isHidden: attribute(tag, 'type') === 'hidden',
    }));
    const hidden = inputs.filter(({ isHidden }) => isHidden).map(({ name, value }) => [name, value]);
    const asks = inputs.filter(({ isHidden, name }) => !isHidden && name !== '').map(({ name }) => name);
    return { action: attribute(head, 'action'), hidden: Object.fromEntries(hidden), asks };
  });
}

function attribute(tag: string, name: string): string {
  return unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
