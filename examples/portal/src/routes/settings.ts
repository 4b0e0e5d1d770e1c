import { assertNever, type FactorRemoved, type FactorView } from '@factorkit/core';
import type { Brand } from '../brands/brand.ts';
import { disablePage, removeAppPage, renameAppPage } from '../pages/manage.ts';
import { methodsPage } from '../pages/methods.ts';
import { securityPage } from '../pages/security.ts';
import { settingsPage } from '../pages/settings.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import type { KeyThenCheckTexts } from '../texts/northquay.ts';
import { goOnAfterRemoval } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { labelIn } from './label.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** Viewing and changing two-factor authentication. */
export function settingsRoutes({ settingsPath, setUp }: Brand): readonly PageRoute[] {
  const own = [
    page(settingsPath, signedIn(showSettings)),
    page(`${settingsPath}/apps/:id/rename`, signedIn(askNewName)),
    form(`${settingsPath}/apps/:id/rename`, signedIn(rename)),
    page(`${settingsPath}/apps/:id/remove`, signedIn(askRemoval)),
    form(`${settingsPath}/apps/:id/remove`, signedIn(remove)),
    form(`${settingsPath}/apps/:id/first`, signedIn(askFirst)),
    page(
      `${settingsPath}/disable`,
      signedIn(async (visit) => visit.show(disablePage)),
    ),
    form(`${settingsPath}/disable`, signedIn(disable)),
  ];
  if (setUp.kind !== 'key-then-check') return own;
  return [
    page(
      '/account/security',
      signedIn((visit) => showSecurity(visit, setUp.texts)),
    ),
    ...own,
  ];
}

async function showSecurity(visit: SignedInVisit, texts: KeyThenCheckTexts): Promise<void> {
  const account = await visit.portal.mfa.describe({ caller: visit.caller });
  visit.show((view) => securityPage(view, account, texts));
}

async function showSettings(visit: SignedInVisit): Promise<void> {
  const account = await visit.portal.mfa.describe({ caller: visit.caller });
  const { setUp } = visit.portal.brand;
  visit.show((view) =>
    setUp.kind === 'choose-method'
      ? methodsPage(view, account, { offers: setUp.methods })
      : settingsPage(view, account),
  );
}

async function askNewName(visit: SignedInVisit): Promise<void> {
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(visit.portal.brand.settingsPath);
  visit.show((view) => renameAppPage(view, app));
}

async function rename(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const { settingsPath, texts } = portal.brand;
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(settingsPath);
  const label = labelIn(visit);
  if (label === undefined) return visit.show((view) => renameAppPage(view, app, texts.addApp.invalid), 422);
  const renamed = await portal.mfa.renameFactor({ caller, factorId: app.id, label });
  switch (renamed.kind) {
    case 'renamed':
      return visit.goTo(settingsPath, 'appRenamed');
    case 'proof-required':
      return askForProof(visit, { kind: 'manage' }, `${settingsPath}/apps/${app.id}/rename`);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settingsPath, 'notPossible');
    default:
      return assertNever(renamed);
  }
}

async function askFirst(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const { settingsPath } = portal.brand;
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(settingsPath);
  const chosen = await portal.mfa.setPrimary({ caller, factorId: app.id });
  switch (chosen.kind) {
    case 'chosen':
      return visit.goTo(settingsPath, 'askedFirst');
    case 'proof-required':
      return askForProof(visit, { kind: 'set-primary', factorId: app.id }, settingsPath);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settingsPath, 'notPossible');
    default:
      return assertNever(chosen);
  }
}

async function askRemoval(visit: SignedInVisit): Promise<void> {
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(visit.portal.brand.settingsPath);
  visit.show((view) => removeAppPage(view, app));
}

async function remove(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const { settingsPath } = portal.brand;
  const app = await appOf(visit);
  if (app === undefined) return visit.goTo(settingsPath);
  const removed = await portal.mfa.removeFactor({ caller, factorId: app.id });
  return concludeRemoval(visit, removed, app, `${settingsPath}/apps/${app.id}/remove`);
}

/**
 * Disables two-factor authentication by removing every app. This need not be atomic: each removal is complete, and a
 * user who is interrupted still has two-factor authentication with the remaining apps.
 */
async function disable(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const { settingsPath } = portal.brand;
  const { factors } = await portal.mfa.describe({ caller });
  const shown = new Set(caller.assurance.evidence.map(({ factorId }) => factorId));
  // The app that was used at sign-in is removed last: it is the proof for removing the others.
  const inOrder = [
    ...factors.filter(({ id }) => !shown.has(id)),
    ...factors.filter(({ id }) => shown.has(id)),
  ];
  for (const app of inOrder) {
    const removed = await portal.mfa.removeFactor({ caller, factorId: app.id });
    if (removed.kind === 'removed' && removed.enabled) continue;
    return concludeRemoval(visit, removed, app, `${settingsPath}/disable`);
  }
  return visit.goTo(settingsPath);
}

async function concludeRemoval(
  visit: SignedInVisit,
  removed: FactorRemoved,
  app: FactorView,
  returnTo: string,
): Promise<void> {
  const { settingsPath } = visit.portal.brand;
  switch (removed.kind) {
    case 'removed':
      return goOnAfterRemoval(visit, removed.sessions, removed.enabled ? 'appRemoved' : 'disabled');
    case 'proof-required':
      return askForProof(visit, { kind: 'remove', factorId: app.id }, returnTo);
    case 'enrol':
    case 'denied':
    case 'refused':
      return visit.goTo(settingsPath, 'notPossible');
    default:
      return assertNever(removed);
  }
}

async function appOf({ portal, request, caller }: SignedInVisit): Promise<FactorView | undefined> {
  const { factors } = await portal.mfa.describe({ caller });
  return factors.find(({ id }) => id === request.params.id);
}
