// Text editors, messengers and pages add these characters around and between what a person copies: white space, dashes,
// and characters that are invisible by definition, such as zero-width spaces and directional marks.
const SEPARATORS = /[\p{White_Space}\p{Dash}\p{Default_Ignorable_Code_Point}]/gu;

/** A typed or pasted code or secret without white space, dashes and invisible characters (Unicode properties). */
export function withoutSeparators(text: string): string {
  return text.replace(SEPARATORS, '');
}
