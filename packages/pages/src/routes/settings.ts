import { assertNever, type FactorRemoved, type FactorView } from '@factorkit/core';
import type { Site } from '../settings/site.ts';
import { disablePage, removeAppPage, renameAppPage } from '../views/manage.ts';
import { methodsPage } from '../views/methods.ts';
import { settingsPage } from '../views/settings.ts';
import { type SignedInVisit, signedIn } from '../visit/visit.ts';
import { goOnAfterRemoval } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { labelIn } from './label.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** Viewing and changing two-factor authentication. */
export function settingsRoutes({ settings }: Site): readonly PageRoute[] {
  return [
    page(settings, signedIn(showSettings)),
    page(`${settings}/apps/:id/rename`, signedIn(askNewName)),
    form(`${settings}/apps/:id/rename`, signedIn(rename)),
    page(`${settings}/apps/:id/remove`, signedIn(askRemoval)),
    form(`${settings}/apps/:id/remove`, signedIn(remove)),
    form(`${settings}/apps/:id/first`, signedIn(askFirst)),
    page(
      `${settings}/disable`,
      signedIn(async (visit) => visit.show(disablePage)),
    ),
    form(`${settings}/disable`, signedIn(disable)),
  ];
}

async function showSettings(visit: SignedInVisit): Promise<Response> {
  const account = await visit.mfa.describe({ caller: visit.caller });
  return visit.show((view) =>
    view.site.layout === 'list' ? methodsPage(view, account) : settingsPage(view, account),
  );
}

async function askNewName(visit: SignedInVisit): Promise<Response> {
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(visit.site.settings);
  return visit.show((view) => renameAppPage(view, app));
}

async function rename(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const { settings, texts } = visit.site;
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(settings);
  const label = labelIn(visit);
  if (label === undefined) return visit.show((view) => renameAppPage(view, app, texts.addApp.invalid), 422);
  const renamed = await visit.mfa.renameFactor({ caller, factorId: app.id, label });
  switch (renamed.kind) {
    case 'renamed':
      return visit.goTo(settings, 'appRenamed');
    case 'proof-required':
      return askForProof(visit, { kind: 'manage' }, `${settings}/apps/${app.id}/rename`);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settings, 'notPossible');
    default:
      return assertNever(renamed);
  }
}

async function askFirst(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const { settings } = visit.site;
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(settings);
  const chosen = await visit.mfa.setPrimary({ caller, factorId: app.id });
  switch (chosen.kind) {
    case 'chosen':
      return visit.goTo(settings, 'askedFirst');
    case 'proof-required':
      return askForProof(visit, { kind: 'set-primary', factorId: app.id }, settings);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settings, 'notPossible');
    default:
      return assertNever(chosen);
  }
}

async function askRemoval(visit: SignedInVisit): Promise<Response> {
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(visit.site.settings);
  return visit.show((view) => removeAppPage(view, app));
}

async function remove(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const { settings } = visit.site;
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(settings);
  const removed = await visit.mfa.removeFactor({ caller, factorId: app.id });
  return concludeRemoval(visit, removed, app, `${settings}/apps/${app.id}/remove`);
}

/**
 * Disables two-factor authentication by removing every app. This need not be atomic: each removal is complete, and a
 * user who is interrupted still has two-factor authentication with the remaining apps.
 */
async function disable(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const { settings } = visit.site;
  const { factors } = await visit.mfa.describe({ caller });
  const shown = new Set(caller.assurance.evidence.map(({ factorId }) => factorId));
  // The app that was used at sign-in is removed last: it is the proof for removing the others.
  const inOrder = [
    ...factors.filter(({ id }) => !shown.has(id)),
    ...factors.filter(({ id }) => shown.has(id)),
  ];
  for (const app of inOrder) {
    const removed = await visit.mfa.removeFactor({ caller, factorId: app.id });
    if (removed.kind === 'removed' && removed.enabled) continue;
    return concludeRemoval(visit, removed, app, `${settings}/disable`);
  }
  return visit.goTo(settings);
}

async function concludeRemoval(
  visit: SignedInVisit,
  removed: FactorRemoved,
  app: FactorView,
  returnTo: string,
): Promise<Response> {
  const { settings } = visit.site;
  switch (removed.kind) {
    case 'removed':
      return goOnAfterRemoval(visit, removed.sessions, removed.enabled ? 'appRemoved' : 'disabled');
    case 'proof-required':
      return askForProof(visit, { kind: 'remove', factorId: app.id }, returnTo);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settings, 'notPossible');
    default:
      return assertNever(removed);
  }
}

async function appOf({ mfa, params, caller }: SignedInVisit): Promise<FactorView | undefined> {
  const { factors } = await mfa.describe({ caller });
  return factors.find(({ id }) => id === params.id);
}
