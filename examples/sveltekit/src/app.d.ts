import type { SignedIn } from '@factorkit/core';

declare global {
  namespace App {
    interface Locals {
      user: SignedIn | undefined;
    }
  }
}
