import { createMfaHandler, type EveryMfa, type MfaHandlerOptions, openApiDocument } from '@factorkit/http';
import { type DynamicModule, Inject, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { ApplicationConfig, DiscoveryModule, DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import type { NestContext, NestHost } from './context.ts';
import { checkGuardedHandlers } from './guarded-handlers.ts';
import { MfaService } from './mfa-service.ts';
import {
  hostProvider,
  type ModulePlacement,
  type OptionsSource,
  optionsProviders,
} from './module-options.ts';
import { checkedPath, type Handle, mount } from './mount.ts';
import { createGuards, type GuardFor } from './need.ts';
import { GUARDS, HOST, OPTIONS, PATH } from './tokens.ts';

/** The options of `createMfaHandler`. `useHost` can replace `host`. */
export interface MfaModuleOptions extends Omit<MfaHandlerOptions<NestContext>, 'basePath' | 'host'> {
  readonly host?: NestHost;
}

/** `path` defaults to `mfa`. @inline */
export type MfaModulePlacement = ModulePlacement<NestHost>;

/** @inline */
export type MfaModuleAsyncOptions = MfaModulePlacement & OptionsSource<MfaModuleOptions>;

/**
 * Factorkit in a Nest application, on Express or Fastify: all routes of a user below `path`, `MfaService`, and the
 * parts that `@RequireMfa` and `@MfaAssurance` need. The routes are not controllers: global guards, pipes and
 * interceptors of the portal do not run for them. `app.use`, Fastify plug-ins and the root module's middleware run
 * before them.
 *
 * For two portals in one application, import two modules with two paths and two `cookie.name`s. A controller uses the
 * one that its module imports.
 *
 * Behind a proxy that terminates TLS, set `trust proxy` (Express) or `trustProxy` (Fastify): the origin of a request is
 * compared with its URL.
 */
export class MfaModule {
  /**
   * Takes the options directly.
   *
   * @throws MfaError `configuration-invalid`, here or when the module starts, if an option is invalid or a host hook is
   * missing.
   * @example
   * ```ts
   * import { MfaModule } from '@factorkit/nest';
   * import { Module } from '@nestjs/common';
   *
   * @Module({ imports: [MfaModule.forRoot({ mfa, host, global: true })] })
   * export class AppModule {}
   * ```
   */
  static forRoot(options: MfaModuleOptions & MfaModulePlacement): DynamicModule {
    return moduleWith(options, { useFactory: () => options });
  }

  /**
   * Makes the options from providers of the application, such as a database or a configuration. With `useHost`, Nest
   * creates the host and injects its services.
   *
   * @throws MfaError as `forRoot`, and unless exactly one of `useFactory`, `useClass`, `useExisting` is present.
   * @example
   * ```ts
   * import { createMfa } from '@factorkit/core';
   * import { MfaModule } from '@factorkit/nest';
   * import { Module } from '@nestjs/common';
   *
   * @Module({
   *   imports: [
   *     MfaModule.forRootAsync({
   *       imports: [DatabaseModule, SessionsModule],
   *       inject: [Database],
   *       useFactory: (database: Database) => ({ mfa: createMfa(optionsOf(database)) }),
   *       useHost: PortalHost,
   *     }),
   *   ],
   * })
   * export class AppModule {}
   * ```
   */
  static forRootAsync(options: MfaModuleAsyncOptions): DynamicModule {
    return moduleWith(options, options);
  }
}

/**
 * Two modules in one. Nest runs the middleware of a global module before that of the root module, which may start the
 * session. So the module that mounts is never global, and the outer one exports its providers.
 */
function moduleWith(placement: MfaModulePlacement, source: OptionsSource<MfaModuleOptions>): DynamicModule {
  const { path = 'mfa', global = false, imports = [], useHost } = placement;
  const inner: DynamicModule = {
    module: MfaRoutes,
    imports: [DiscoveryModule, ...imports],
    providers: [
      ...optionsProviders(OPTIONS, source),
      ...(useHost === undefined ? [] : [useHost]),
      hostProvider(HOST, OPTIONS, useHost),
      { provide: PATH, useValue: checkedPath(path) },
      { provide: GUARDS, inject: [OPTIONS, HOST], useFactory: guardsOf },
      { provide: MfaService, inject: [OPTIONS, HOST, HttpAdapterHost], useFactory: serviceOf },
    ],
    exports: [GUARDS, MfaService],
  };
  return { module: MfaModule, global, imports: [inner], exports: [inner] };
}

function guardsOf({ mfa, cookie }: MfaModuleOptions, host: NestHost): GuardFor {
  return createGuards({ mfa, host, ...(cookie && { cookie }) });
}

function serviceOf(
  options: MfaModuleOptions,
  host: NestHost,
  adapterHost: HttpAdapterHost,
): MfaService<EveryMfa> {
  const { mfa, cookie = {}, clock = Date.now } = options;
  return new MfaService({ mfa, host, cookie, now: clock, adapter: () => adapterHost.httpAdapter });
}

class MfaRoutes implements NestModule {
  readonly #handle: Handle;
  readonly #path: string;
  readonly #adapterHost: HttpAdapterHost;
  readonly #config: ApplicationConfig;
  readonly #discovery: DiscoveryService;
  readonly #guardFor: GuardFor;

  constructor(
    options: MfaModuleOptions,
    host: NestHost,
    path: string,
    adapterHost: HttpAdapterHost,
    config: ApplicationConfig,
    discovery: DiscoveryService,
    guardFor: GuardFor,
  ) {
    this.#handle = createMfaHandler({ ...options, host, basePath: '' });
    this.#path = path;
    this.#adapterHost = adapterHost;
    this.#config = config;
    this.#discovery = discovery;
    this.#guardFor = guardFor;
  }

  configure(consumer: MiddlewareConsumer): void {
    const adapter = this.#adapterHost.httpAdapter;
    const routes = openApiDocument({ basePath: '' }).paths;
    mount({ adapter, config: this.#config, consumer, path: this.#path, handle: this.#handle, routes });
  }

  onModuleInit(): void {
    checkGuardedHandlers(this.#discovery, this.#guardFor);
  }
}

Module({})(MfaModule);
Module({})(MfaRoutes);
[OPTIONS, HOST, PATH, HttpAdapterHost, ApplicationConfig, DiscoveryService, GUARDS].forEach(
  (token, index) => {
    Inject(token)(MfaRoutes, undefined, index);
  },
);
