import {
  assertNever,
  type BackupCodesAcknowledged,
  type BackupCodesRegenerated,
  type Intent,
} from '@factorkit/core';
import type { Site } from '../settings/site.ts';
import { codesPage } from '../views/codes.ts';
import { newCodesPage } from '../views/manage.ts';
import { type SignedInVisit, signedIn } from '../visit/visit.ts';
import { goOn } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** Confirming the backup codes that were shown, and creating new ones. */
export function backupCodeRoutes({ settings }: Site): readonly PageRoute[] {
  const path = `${settings}/backup-codes`;
  return [
    page(
      path,
      signedIn(async (visit) => visit.show(newCodesPage)),
    ),
    form(path, signedIn(makeNewCodes)),
    form(`${path}/agree`, signedIn(agree)),
  ];
}

async function makeNewCodes(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const { settings } = visit.site;
  // FP11: the page is loaded again with the same form, and shows the same codes.
  const requestId = visit.field('requestId') || crypto.randomUUID();
  const made: BackupCodesRegenerated = await visit.mfa.regenerateBackupCodes({ caller, requestId });
  const intent: Intent = { kind: 'regenerate-backup-codes' };
  switch (made.kind) {
    case 'regenerated':
      return visit.show((view) => codesPage(view, made.backupCodes));
    case 'proof-required':
      return askForProof(visit, intent, `${settings}/backup-codes`);
    case 'enrol':
    case 'denied':
      return visit.goTo(settings, 'notPossible');
    case 'refused':
      return visit.goTo(settings, 'codesNotYours');
    default:
      return assertNever(made);
  }
}

/** The user confirms that the codes are saved. In S2 this activates two-factor authentication. */
async function agree(visit: SignedInVisit): Promise<Response> {
  const { caller, state } = visit;
  const factorId = state.settingUp?.factorId;
  const acknowledged: BackupCodesAcknowledged = await visit.mfa.acknowledgeBackupCodes({
    caller,
    ...(factorId !== undefined && { factorId }),
  });
  if (acknowledged.kind === 'refused') return visit.goTo(visit.site.settings, 'codesNotYours');
  delete state.settingUp;
  return goOn(visit, acknowledged, acknowledged.activated.length > 0 ? 'enabled' : 'codesKept');
}
