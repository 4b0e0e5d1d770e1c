import { type Method, MfaError } from '@factorkit/core';
import type { Language } from '../languages/language.ts';
import { type Texts, withOverrides } from '../texts/catalogue.ts';
import { offeredMethods } from './offered-method.ts';
import type { PagesOptions } from './options.ts';
import { type AppOption, recommendedApps } from './recommended-apps.ts';
import type { Site } from './site.ts';

const USUAL_APPS: readonly AppOption[] = ['google-authenticator', 'microsoft-authenticator'];

/**
 * Fills in the defaults.
 *
 * @throws MfaError `configuration-invalid` if a path is not one, or a method has no words.
 */
export function siteOf<Context>(options: PagesOptions<Context>, language: Language): Site {
  const { mfa, name, path, support, portal, layout = 'list', setUp = 'scan-and-check' } = options;
  const { locale, dir } = language;
  const own = typeof options.texts === 'function' ? options.texts(language) : options.texts;
  const texts: Texts = withOverrides(language.pages, own);
  const settings = options.settingsPath ?? '/settings';
  for (const [option, value] of Object.entries({ path, settingsPath: settings })) {
    if (!/^(\/[A-Za-z0-9._~-]+)+$/.test(value)) {
      throw new MfaError('configuration-invalid', `${option}: must be a path such as /account/mfa`);
    }
  }
  for (const [place, value] of Object.entries(portal)) {
    if (!/^\/(?![/\\])/.test(value)) {
      throw new MfaError('configuration-invalid', `portal.${place}: must be a path from the root`);
    }
  }
  const named = 'policy' in mfa ? (Object.keys(mfa.policy.methods) as Method[]) : undefined;
  const offered = options.methods ?? named;
  if (offered === undefined) {
    throw new MfaError('configuration-invalid', 'methods: required with a policy for each tenant');
  }
  return {
    ...{ name, path, settings, layout, setUp, support, portal, texts, lang: locale, dir },
    locale: options.locale ?? locale,
    methods: offeredMethods(offered, texts),
    apps: recommendedApps(options.apps ?? USUAL_APPS),
  };
}
