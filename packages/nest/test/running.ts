import type { DynamicModule, Type } from '@nestjs/common';
import { onTestFinished } from 'vitest';
import { type Engine, type Platform, start } from './portal.ts';

export interface Running extends Engine {
  readonly origin: string;
}

/** An application over HTTP, closed when the test is over. */
export async function started(
  module: Type | DynamicModule,
  platform: Platform,
  engine: Engine,
): Promise<Running> {
  const { app, origin } = await start(module, { platform });
  onTestFinished(() => app.close());
  return { origin, ...engine };
}
