import { MfaError } from '@factorkit/core';
import type { FactoryProvider, InjectionToken, ModuleMetadata, Provider, Type } from '@nestjs/common';

/** Where a module is mounted, and which providers of the portal its classes can inject. @inline */
export type ModulePlacement<Host> = {
  /** Below the global prefix of the application. */
  readonly path?: string;
  /** With `true`, every module can use what this one exports. At most one module may be global. */
  readonly global?: boolean;
  /** Modules with the providers that the host or the options factory injects. */
  readonly imports?: ModuleMetadata['imports'];
  /** The class of the host, created by Nest. Replaces `host` in the options. */
  readonly useHost?: Type<Host>;
};

/** A class that makes the options, for `useClass` and `useExisting`. */
export interface MfaOptionsFactory<Options> {
  createMfaOptions(): Options | Promise<Options>;
}

/** The source of the options: exactly one of the three, as in every Nest module. @inline */
export type OptionsSource<Options> = {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory?: FactoryProvider<Options>['useFactory'];
  readonly useClass?: Type<MfaOptionsFactory<Options>>;
  readonly useExisting?: InjectionToken<MfaOptionsFactory<Options>>;
};

/**
 * The providers of the options, under this token.
 *
 * @throws MfaError `configuration-invalid` unless exactly one of the three is present.
 */
export function optionsProviders<Options>(
  token: symbol,
  source: OptionsSource<Options>,
): readonly Provider[] {
  const { inject, useFactory, useClass, useExisting } = source;
  if ([useFactory, useClass, useExisting].filter((way) => way !== undefined).length !== 1) {
    throw new MfaError(
      'configuration-invalid',
      'forRootAsync: pass one of useFactory, useClass, useExisting',
    );
  }
  if (useFactory !== undefined) return [{ provide: token, useFactory, ...(inject && { inject }) }];
  const made = (factory: MfaOptionsFactory<Options>): Options | Promise<Options> =>
    factory.createMfaOptions();
  if (useExisting !== undefined) return [{ provide: token, inject: [useExisting], useFactory: made }];
  if (useClass === undefined) return [];
  return [useClass, { provide: token, inject: [useClass], useFactory: made }];
}

/** The provider of the host: the class that Nest creates, or `host` of the options. */
export function hostProvider<Host>(
  token: symbol,
  options: symbol,
  useHost: Type<Host> | undefined,
): Provider<Host | undefined> {
  const chosen = (given: { readonly host?: Host }, made?: Host): Host | undefined => {
    if (made !== undefined && given.host !== undefined) {
      throw new MfaError('configuration-invalid', 'host and useHost: pass one of them');
    }
    return made ?? given.host;
  };
  return useHost === undefined
    ? { provide: token, inject: [options], useFactory: chosen }
    : { provide: token, inject: [options, useHost], useFactory: chosen };
}
