import type { Mfa } from '@factorkit/core';
import { type DynamicModule, Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Brand } from '../../portal/src/brands/brand.ts';
import type { CustomerPortal } from '../../portal/src/customer-portal.ts';
import { createMessenger, type Messenger } from '../../portal/src/messenger.ts';
import { createDirectory, type Directory } from '../../portal/src/people/directory.ts';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { createSignIns, type SignIns } from '../../portal/src/session/sign-ins.ts';
import { createEngine, customerPortal } from '../../portal/src/start-portal.ts';
import {
  DIRECTORY,
  ENGINE,
  EVERY_PORTAL,
  MESSENGER,
  OPTIONS,
  PORTAL,
  portalToken,
  SIGN_INS,
} from './tokens.ts';

/** One portal without its pages: its users, its sign-ins, and the engine for second factors. */
@Module({})
export class EngineModule {
  static forBrand(brand: Brand): DynamicModule {
    return {
      module: EngineModule,
      providers: [
        {
          provide: DIRECTORY,
          inject: [OPTIONS],
          useFactory: ({ clock }: SettledOptions) =>
            createDirectory({ portalId: brand.id, people: brand.people, clock }),
        },
        {
          provide: SIGN_INS,
          inject: [OPTIONS],
          useFactory: ({ clock }: SettledOptions) => createSignIns(clock),
        },
        {
          provide: MESSENGER,
          inject: [OPTIONS],
          useFactory: ({ delivery, clock }: SettledOptions) => createMessenger(delivery, clock),
        },
        {
          provide: ENGINE,
          inject: [OPTIONS, DIRECTORY, SIGN_INS, MESSENGER],
          useFactory: (
            options: SettledOptions,
            directory: Directory,
            signIns: SignIns,
            messenger: Messenger,
          ) => createEngine(brand, options, { directory, signIns, messenger }),
        },
        {
          provide: PORTAL,
          inject: [OPTIONS, DIRECTORY, SIGN_INS, MESSENGER, ENGINE, ModuleRef],
          useFactory: (
            options: SettledOptions,
            directory: Directory,
            signIns: SignIns,
            messenger: Messenger,
            mfa: Mfa,
            modules: ModuleRef,
          ) => {
            // Looked up on each call: the other portals may start after this one.
            const everyPortal = (): readonly CustomerPortal[] => modules.get(EVERY_PORTAL, { strict: false });
            return customerPortal(brand, options, { directory, signIns, messenger, mfa, everyPortal });
          },
        },
        { provide: portalToken(brand), useExisting: PORTAL },
      ],
      exports: [PORTAL, portalToken(brand)],
    };
  }
}
