import { createSupportHandler, type SupportHandlerOptions, supportOpenApiDocument } from '@factorkit/http';
import { type DynamicModule, Inject, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost } from '@nestjs/core';
import type { NestContext, NestSupportHost } from './context.ts';
import {
  hostProvider,
  type ModulePlacement,
  type OptionsSource,
  optionsProviders,
} from './module-options.ts';
import { checkedPath, type Handle, mount } from './mount.ts';
import { HOST, OPTIONS, PATH } from './tokens.ts';

/** The options of `createSupportHandler`. `useHost` can replace `host`. */
export interface MfaSupportModuleOptions
  extends Omit<SupportHandlerOptions<NestContext>, 'basePath' | 'host'> {
  readonly host?: NestSupportHost;
}

/** `path` defaults to `mfa-support`. @inline */
export type MfaSupportModulePlacement = Omit<ModulePlacement<NestSupportHost>, 'global'>;

/** @inline */
export type MfaSupportModuleAsyncOptions = MfaSupportModulePlacement & OptionsSource<MfaSupportModuleOptions>;

/**
 * The support desk, for staff only. Mount it apart from the users' routes, if possible in a separate application.
 *
 * @example
 * ```ts
 * import { MfaService, MfaSupportModule } from '@factorkit/nest';
 * import { Module } from '@nestjs/common';
 *
 * @Module({
 *   imports: [
 *     MfaSupportModule.forRootAsync({
 *       imports: [PortalMfaModule, StaffModule],
 *       inject: [MfaService],
 *       useFactory: ({ mfa }: MfaService) => ({ mfa }),
 *       useHost: SupportDeskHost,
 *     }),
 *   ],
 * })
 * export class StaffAppModule {}
 * ```
 */
export class MfaSupportModule {
  /** @throws MfaError `configuration-invalid`, here or when the module starts. */
  static forRoot(options: MfaSupportModuleOptions & MfaSupportModulePlacement): DynamicModule {
    return moduleWith(options, { useFactory: () => options });
  }

  /** @throws MfaError as `forRoot`, and unless exactly one of `useFactory`, `useClass`, `useExisting` is present. */
  static forRootAsync(options: MfaSupportModuleAsyncOptions): DynamicModule {
    return moduleWith(options, options);
  }
}

function moduleWith(
  placement: MfaSupportModulePlacement,
  source: OptionsSource<MfaSupportModuleOptions>,
): DynamicModule {
  const { path = 'mfa-support', imports = [], useHost } = placement;
  const routes: DynamicModule = {
    module: SupportRoutes,
    imports,
    providers: [
      ...optionsProviders(OPTIONS, source),
      ...(useHost === undefined ? [] : [useHost]),
      hostProvider(HOST, OPTIONS, useHost),
      { provide: PATH, useValue: checkedPath(path) },
    ],
  };
  return { module: MfaSupportModule, imports: [routes] };
}

class SupportRoutes implements NestModule {
  readonly #handle: Handle;
  readonly #path: string;
  readonly #adapterHost: HttpAdapterHost;
  readonly #config: ApplicationConfig;

  constructor(
    options: MfaSupportModuleOptions,
    host: NestSupportHost,
    path: string,
    adapterHost: HttpAdapterHost,
    config: ApplicationConfig,
  ) {
    this.#handle = createSupportHandler({ ...options, host, basePath: '' });
    this.#path = path;
    this.#adapterHost = adapterHost;
    this.#config = config;
  }

  configure(consumer: MiddlewareConsumer): void {
    const adapter = this.#adapterHost.httpAdapter;
    const routes = supportOpenApiDocument({ basePath: '' }).paths;
    mount({ adapter, config: this.#config, consumer, path: this.#path, handle: this.#handle, routes });
  }
}

Module({})(MfaSupportModule);
Module({})(SupportRoutes);
[OPTIONS, HOST, PATH, HttpAdapterHost, ApplicationConfig].forEach((token, index) => {
  Inject(token)(SupportRoutes, undefined, index);
});
