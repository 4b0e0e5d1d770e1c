import type { EvidenceMethod, RecoveryPath, Trait } from '../../account/factors/method.ts';
import type { Message, MessageId, Parameter } from '../catalogue/message.ts';
import type { Leaf } from '../requirements/satisfaction.ts';
import type { Requirement, Selector } from '../schema/requirement.ts';

const METHODS: { readonly [method: string]: MessageId } = {
  totp: 'method.totp',
  email: 'method.email',
  sms: 'method.sms',
  webauthn: 'method.webauthn',
  password: 'method.password',
  federated: 'method.federated',
  passkey: 'method.passkey',
  'magic-link': 'method.magic-link',
  'backup-code': 'method.backup-code',
  support: 'method.support',
  form: 'method.form',
};

export function methodMessage(method: EvidenceMethod | RecoveryPath): Message {
  const id = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  return id === undefined ? { id: 'method.other', parameters: { method } } : { id };
}

export function anyOf(methods: readonly EvidenceMethod[]): Parameter {
  return { list: methods.map(methodMessage), join: 'or' };
}

/** The requirement as a phrase. */
export function requirementMessage(requirement: Requirement): Parameter {
  if ('all' in requirement) {
    const id = requirement.all.length === 2 ? 'requirement.all' : 'requirement.all-of';
    return combined(id, requirement.all, 'and');
  }
  if ('any' in requirement) return combined('requirement.any', requirement.any, 'or');
  return leafMessage(requirement);
}

function combined(id: MessageId, parts: readonly Requirement[], join: 'and' | 'or'): Parameter {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return requirementMessage(only);
  return { id, parameters: { parts: { list: parts.map(nested), join } } };
}

// Formatted lists have no brackets of their own: without these, "a and b or c" would be ambiguous.
function nested(part: Requirement): Parameter {
  const message = requirementMessage(part);
  const simple = 'of' in part && part.of.length === 1 && Object.keys(part).length === 1;
  return simple ? message : { id: 'requirement.nested', parameters: { part: message } };
}

function leafMessage({ of, count = 1, distinct, maxAge, live }: Leaf): Parameter {
  let what: Parameter = { list: of.map(selectorMessage), join: 'or' };
  if (count > 1) what = { id: 'requirement.several', parameters: { count, what } };
  if (distinct === 'method' && count > 1) what = { id: 'requirement.distinct-method', parameters: { what } };
  if (distinct === 'channel') {
    const id = count > 1 ? 'requirement.distinct-channel' : 'requirement.other-channel';
    what = { id, parameters: { what } };
  }
  if (maxAge !== undefined) {
    what = { id: 'requirement.max-age', parameters: { what, age: { duration: maxAge } } };
  }
  return live ? { id: 'requirement.live', parameters: { what } } : what;
}

function selectorMessage(selector: Selector): Parameter {
  if (typeof selector === 'string') return methodMessage(selector);
  const { method, trait = [], not = [] } = selector;
  const what: Parameter = method === undefined ? { id: 'selector.anything' } : anyOf(method);
  const traits = traitList(trait, 'and');
  const excluded = traitList(not, 'or');
  if (trait.length > 0 && not.length > 0) {
    return { id: 'selector.with-without', parameters: { what, traits, excluded } };
  }
  if (trait.length > 0) return { id: 'selector.with', parameters: { what, traits } };
  return not.length > 0 ? { id: 'selector.without', parameters: { what, excluded } } : what;
}

export function traitList(traits: readonly Trait[], join: 'and' | 'or'): Parameter {
  return { list: traits.map((trait) => ({ id: `trait.${trait}` as const })), join };
}
