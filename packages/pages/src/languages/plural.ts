/**
 * Makes texts with a form for each plural category that whole numbers have in a language (CLDR). `{count}` in a form is
 * replaced by the number as the language writes it.
 */
export function pluralOf<Forms extends { readonly other: string }>(
  locale: string,
): (forms: Forms) => (count: number) => string {
  return (forms) => (count) => {
    const category = new Intl.PluralRules(locale).select(count);
    const form = (forms as { readonly [name in Intl.LDMLPluralRule]?: string })[category] ?? forms.other;
    return form.replaceAll('{count}', new Intl.NumberFormat(locale).format(count));
  };
}
