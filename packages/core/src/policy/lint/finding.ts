import { englishCatalogue } from '../catalogue/english.ts';
import { type Catalogue, type MessageId, type Parameter, say } from '../catalogue/message.ts';

/**
 * `error`: users are locked out, or a protection has no effect. `warning`: probably not intended. `advice`: consider
 * it. @inline
 */
export type Severity = 'error' | 'warning' | 'advice';

/** A stable code for a finding. @inline */
export type FindingCode = MessageId extends infer Id
  ? Id extends `lint.${infer Code}`
    ? Code
    : never
  : never;

export interface Finding {
  /** The place in the policy, such as `rules[0].signIn`. */
  readonly path: string;
  readonly severity: Severity;
  readonly code: FindingCode;
  /** The parameters of the text `lint.<code>` of a catalogue. */
  readonly parameters: { readonly [name: string]: Parameter };
  readonly sentence: string;
}

/** A finding before its sentence is formatted. */
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
