import type { HostFixture } from '../fixture.ts';
import type { HostFeature } from '../host.ts';

/** One sentence of the host contract, and how it is checked. */
export interface HostCase {
  readonly name: string;
  /** What a portal has to offer for the case to mean anything. */
  readonly needs?: readonly HostFeature[];
  check(fixture: HostFixture): Promise<void>;
}
