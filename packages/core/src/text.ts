/**
 * A text with `{name}` for each parameter. If it has forms for plural categories (CLDR), its parameter `count` selects
 * one. @inline
 */
export type Text = string | { readonly [category in Intl.LDMLPluralRule]?: string };

/**
 * A formatter for each locale, created once: that takes longer than writing a message. Locales come from the languages
 * of the portal, so they are few.
 */
export function perLocale<Formatter>(create: (locale: string) => Formatter): (locale: string) => Formatter {
  const created = new Map<string, Formatter>();
  return (locale) => {
    const formatter = created.get(locale) ?? create(locale);
    created.set(locale, formatter);
    return formatter;
  };
}

const pluralRules = perLocale((locale) => new Intl.PluralRules(locale));

/** The form of a text for a count. */
export function formOf(text: Text, count: number, locale: string): string {
  if (typeof text === 'string') return text;
  return text[pluralRules(locale).select(count)] ?? text.other ?? '';
}

/** Replaces each `{name}` once: a value that contains `{name}` stays as it is. Unknown names stay too. */
export function filled(form: string, valueFor: (name: string) => string | undefined): string {
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => valueFor(name) ?? whole);
}
