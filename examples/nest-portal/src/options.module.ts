import { type DynamicModule, Module } from '@nestjs/common';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { OPTIONS } from './tokens.ts';

/** What the example runs on, for every module: a portal of yours has its configuration and its database here. */
@Module({})
export class OptionsModule {
  static of(options: SettledOptions): DynamicModule {
    return {
      module: OptionsModule,
      global: true,
      providers: [{ provide: OPTIONS, useValue: options }],
      exports: [OPTIONS],
    };
  }
}
