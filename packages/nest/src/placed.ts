import { MfaError } from '@factorkit/core';
import type { FactoryProvider, InjectionToken, ModuleMetadata, Provider, Type } from '@nestjs/common';

/** Where a module is mounted, and what of the portal its classes see. */
export interface Placing<Host> {
  /** Below the global prefix of the application. */
  readonly path?: string;
  /** `true`: every module sees what this one exports. Of two modules at most one. */
  readonly global?: boolean;
  /** Modules whose providers the host, or what makes the options, asks for. */
  readonly imports?: ModuleMetadata['imports'];
  /** A class for the host, made by Nest with what it asks for; in place of `host` in the options. */
  readonly useHost?: Type<Host>;
}

/** Makes the options, where a class does: for `useClass` and `useExisting`. */
export interface OptionsFactory<Options> {
  createMfaOptions(): Options | Promise<Options>;
}

/** Where the options come from: one of the three, as in every module of Nest. */
export interface Making<Options> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory?: FactoryProvider<Options>['useFactory'];
  readonly useClass?: Type<OptionsFactory<Options>>;
  readonly useExisting?: InjectionToken<OptionsFactory<Options>>;
}

/**
 * The providers that bring the options, by this token.
 *
 * @throws MfaError `configuration-invalid` where none of the three ways is given, or more than one.
 */
export function optionsProviders<Options>(token: symbol, making: Making<Options>): readonly Provider[] {
  const { inject, useFactory, useClass, useExisting } = making;
  if ([useFactory, useClass, useExisting].filter((way) => way !== undefined).length !== 1) {
    throw new MfaError(
      'configuration-invalid',
      'forRootAsync: takes one of useFactory, useClass, useExisting',
    );
  }
  if (useFactory !== undefined) return [{ provide: token, useFactory, ...(inject && { inject }) }];
  const made = (factory: OptionsFactory<Options>): Options | Promise<Options> => factory.createMfaOptions();
  if (useExisting !== undefined) return [{ provide: token, inject: [useExisting], useFactory: made }];
  if (useClass === undefined) return [];
  return [useClass, { provide: token, inject: [useClass], useFactory: made }];
}

/** The provider of the host: the class that Nest makes, or what stands in the options. */
export function hostProvider<Host>(
  token: symbol,
  options: symbol,
  useHost: Type<Host> | undefined,
): Provider<Host | undefined> {
  const chosen = (given: { readonly host?: Host }, made?: Host): Host | undefined => {
    if (made !== undefined && given.host !== undefined) {
      throw new MfaError('configuration-invalid', 'host and useHost: one of them');
    }
    return made ?? given.host;
  };
  return useHost === undefined
    ? { provide: token, inject: [options], useFactory: chosen }
    : { provide: token, inject: [options, useHost], useFactory: chosen };
}
