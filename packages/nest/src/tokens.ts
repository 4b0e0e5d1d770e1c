/** By these the parts of a module find each other; each module has its own. */
export const OPTIONS: unique symbol = Symbol.for('@factorkit/nest:options');
export const HOST: unique symbol = Symbol.for('@factorkit/nest:host');
export const GUARDS: unique symbol = Symbol.for('@factorkit/nest:guards');
export const PATH: unique symbol = Symbol.for('@factorkit/nest:path');
