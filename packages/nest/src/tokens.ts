/** The injection tokens of a module. Each module has its own. */
export const OPTIONS: unique symbol = Symbol.for('@factorkit/nest:options');
export const HOST: unique symbol = Symbol.for('@factorkit/nest:host');
export const GUARDS: unique symbol = Symbol.for('@factorkit/nest:guards');
export const PATH: unique symbol = Symbol.for('@factorkit/nest:path');
