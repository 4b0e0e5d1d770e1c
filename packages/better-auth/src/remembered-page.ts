import type { GenericEndpointContext } from 'better-auth';
import { expireCookie } from 'better-auth/cookies';

/** Where a sign-in leads after the challenge, in a signed cookie. better-auth has checked that it is a trusted URL. */
export interface RememberedPage {
  keep(ctx: GenericEndpointContext, url: string): Promise<void>;
  /** Returns it once. */
  take(ctx: GenericEndpointContext): Promise<string | undefined>;
}

const MAX_AGE_SECONDS = 3600;

export const rememberedPage: RememberedPage = {
  async keep(ctx, url) {
    const { name, attributes } = cookieOf(ctx);
    await ctx.setSignedCookie(name, url, ctx.context.secret, attributes);
  },

  async take(ctx) {
    const { name, attributes } = cookieOf(ctx);
    const url = await ctx.getSignedCookie(name, ctx.context.secret);
    if (typeof url !== 'string') return undefined;
    expireCookie(ctx, { name, attributes });
    return url;
  },
};

function cookieOf(
  ctx: GenericEndpointContext,
): ReturnType<GenericEndpointContext['context']['createAuthCookie']> {
  return ctx.context.createAuthCookie('mfa_next', { maxAge: MAX_AGE_SECONDS });
}
