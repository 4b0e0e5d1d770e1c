import { type DiscoveryService, MetadataScanner } from '@nestjs/core';
import { MfaGuard } from './mfa-guard.ts';
import { type GuardFor, misplaced, requiredAt } from './need.ts';

/**
 * Compiles the need of every `@RequireMfa` of this engine, so that an invalid one stops the start instead of failing a
 * request.
 *
 * @throws MfaError `configuration-invalid` or `policy-invalid`, with the name of the handler.
 */
export function checkGuardedHandlers(discovery: DiscoveryService, guardFor: GuardFor): void {
  const scanner = new MetadataScanner();
  for (const { metatype, host } of [...discovery.getControllers(), ...discovery.getProviders()]) {
    // The guard instance of this module shows which engine it uses. With two engines, each module checks its own
    // handlers.
    const guard: unknown = host?.injectables.get(MfaGuard)?.instance;
    if (!(guard instanceof MfaGuard) || !guard.serves(guardFor) || typeof metatype !== 'function') continue;
    check(metatype, metatype.name);
    const prototype: unknown = metatype.prototype;
    if (typeof prototype !== 'object' || prototype === null) continue;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler: unknown = Reflect.get(prototype, name);
      if (typeof handler === 'function') check(handler, `${metatype.name}.${name}`);
    }
  }

  function check(place: object, where: string): void {
    for (const { need } of requiredAt([place])) {
      try {
        guardFor(need);
      } catch (error) {
        throw misplaced(where, error);
      }
    }
  }
}
