import { All, Controller, NotFoundException, type Type, UseGuards } from '@nestjs/common';
import type { Brand } from '../../portal/src/brands/brand.ts';
import { SameSiteForms } from './same-site-forms.guard.ts';

/** Answers every other address below the portal's. It is registered last, so that its guard checks every other form. */
export function missingController({ id }: Brand): Type {
  @UseGuards(SameSiteForms)
  @Controller(id)
  class Missing {
    @All(['/', '*path'])
    missing(): never {
      throw new NotFoundException();
    }
  }

  return Missing;
}
