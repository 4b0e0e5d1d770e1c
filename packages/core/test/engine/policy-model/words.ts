/** The words in which the model and the driver say the same. */

export function challengeInWords(factors: readonly string[], code: boolean): string {
  return `challenge ${factors.join(' ')}${code ? ' | code' : ''}`;
}

export function proofInWords(factors: readonly string[], first: readonly string[], code: boolean): string {
  return `proof ${factors.join(' ')} +${first.join(' +')}${code ? ' | code' : ''}`;
}

export function enrolInWords(methods: readonly string[], skips: number | undefined): string {
  return `enrol ${methods.join(' ')}${skips === undefined ? '' : ` or later (${skips})`}`;
}

interface Listed {
  readonly id: string;
  readonly suspended: boolean;
}

export function accountInWords(
  factors: readonly Listed[],
  primary: string | undefined,
  codes: number | undefined,
): string {
  const list = factors.map(
    ({ id, suspended }) => `${id}${suspended ? ' suspended' : ''}${id === primary ? ' primary' : ''}`,
  );
  return `${list.join(', ')}; ${codes ?? 'no'} codes`;
}
