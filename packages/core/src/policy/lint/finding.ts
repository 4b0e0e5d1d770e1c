import { englishCatalogue } from '../catalogue/english.ts';
import { type Catalogue, type MessageId, type Parameter, say } from '../catalogue/message.ts';

/** `error`: somebody is locked out, or a guard is not one. `warning`: probably not meant. `advice`: worth a thought. */
export type Severity = 'error' | 'warning' | 'advice';

/** What was found, as a stable word. */
export type FindingCode = MessageId extends infer Id
  ? Id extends `lint.${infer Code}`
    ? Code
    : never
  : never;

export interface Finding {
  /** Where in the policy it stands, such as `rules[0].signIn`. */
  readonly path: string;
  readonly severity: Severity;
  readonly code: FindingCode;
  /** What goes into the text `lint.<code>` of a catalogue. */
  readonly parameters: { readonly [name: string]: Parameter };
  readonly sentence: string;
}

/** A finding before it is put into words. */
export interface Remark {
  readonly path: string;
  readonly severity: Severity;
  readonly code: FindingCode;
  readonly parameters?: { readonly [name: string]: Parameter };
}

export function findingOf(
  { path, severity, code, parameters = {} }: Remark,
  catalogue: Catalogue = englishCatalogue,
): Finding {
  return { path, severity, code, parameters, sentence: say({ id: `lint.${code}`, parameters }, catalogue) };
}
