import { type DynamicModule, Module } from '@nestjs/common';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { OPTIONS } from './tokens.ts';

/** The environment of the example, for every module. In your portal these are the configuration and the database. */
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
