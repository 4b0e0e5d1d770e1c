/** By these the parts of a module find each other; each module has its own. */
export const OPTIONS: unique symbol = Symbol('factorkit:options');
export const HOST: unique symbol = Symbol('factorkit:host');
export const GUARDS: unique symbol = Symbol('factorkit:guards');
export const PATH: unique symbol = Symbol('factorkit:path');
