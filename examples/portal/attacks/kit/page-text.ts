/** A form as the browser would send it. */
export interface Form {
  readonly action: string;
  /** The hidden ones. */
  readonly fields: Readonly<Record<string, string>>;
  /** Names of those that people fill in or tick. */
  readonly asks: readonly string[];
}

export function formsIn(html: string): readonly Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inside = '']) => {
    const inputs = [...inside.matchAll(/<(?:input|textarea)\b[^>]*>/g)].map(([tag]) => ({
      name: attribute(tag, 'name'),
      value: attribute(tag, 'value'),
      hidden: attribute(tag, 'type') === 'hidden',
    }));
    return {
      action: attribute(head, 'action'),
      fields: Object.fromEntries(
        inputs.filter(({ hidden }) => hidden).map(({ name, value }) => [name, value]),
      ),
      asks: inputs.filter(({ hidden, name }) => !hidden && name !== '').map(({ name }) => name),
    };
  });
}

export function linksIn(html: string): readonly string[] {
  return [...html.matchAll(/\bhref="([^"]*)"/g)].map(([, place = '']) => plain(place));
}

export function textOf(html: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return plain(main.replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function attribute(tag: string, name: string): string {
  return plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function plain(text: string): string {
  const signs = [
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&#39;', "'"],
    ['&amp;', '&'],
  ] as const;
  return signs.reduce((words, [name, sign]) => words.replaceAll(name, sign), text);
}
