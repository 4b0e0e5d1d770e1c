import type { Method } from '../../account/factors/method.ts';
import { MfaError } from '../../errors.ts';
import type { FactorContext } from '../../factors/method.ts';
import type { MethodRule } from '../../policy/schema/policy.ts';
import type { DecisionContext, EngineContext } from '../context.ts';

/** The context of a factor, for its method. */
export function factorContext(
  { sealer, keyed }: EngineContext,
  userId: string,
  factorId: string,
): FactorContext {
  return { userId, factorId, sealer, keyed };
}

interface Methods<M> {
  readonly methods: ReadonlyMap<Method, M>;
}

export function methodOf<M>({ methods }: Methods<M>, method: Method): M {
  const known = methods.get(method);
  if (known === undefined)
    throw new MfaError('configuration-invalid', 'a method of the policy is not in methods');
  return known;
}

export function ruleOf({ policy }: Pick<DecisionContext, 'policy'>, method: Method): MethodRule {
  return policy.methods[method] ?? { allow: 'existing' };
}

/** Binds a code or an answer to one challenge or set-up. */
export function bindingOf(purpose: 'challenge' | 'enrolment', id: string): string {
  return `${purpose}:${id}`;
}
