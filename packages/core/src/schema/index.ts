export { readConfiguration } from './configuration.ts';
export { collectDefinitions } from './definitions.ts';
export { byKey, choose, kinds, listOf, type Members, object, port } from './object.ts';
export type { Described, JsonSchema, Origin, Refer, Schema } from './schema.ts';
export { Mismatch } from './schema.ts';
export { label, MAX_LABEL, note, userId } from './texts.ts';
export {
  callback,
  count,
  flag,
  named,
  oneOf,
  optional,
  text,
  textOf,
  unchecked,
  where,
  whole,
} from './values.ts';
export { ACTION_NAME, assuranceLevel, evidenceMethod, handover, method, recoveryPath } from './vocabulary.ts';
