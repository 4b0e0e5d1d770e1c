import {
  assertNever,
  type BackupCodesAcknowledged,
  type BackupCodesRegenerated,
  type Intent,
} from '@factorkit/core';
import type { Brand } from '../brands/brand.ts';
import { codesPage } from '../pages/codes.ts';
import { newCodesPage } from '../pages/manage.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { goOn } from './carry-on.ts';
import { askForProof } from './confirm.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** Confirming the backup codes that were shown, and creating new ones. */
export function backupCodeRoutes({ settingsPath }: Brand): readonly PageRoute[] {
  const path = `${settingsPath}/backup-codes`;
  return [
    page(
      path,
      signedIn(async (visit) => visit.show(newCodesPage)),
    ),
    form(path, signedIn(makeNewCodes)),
    form(`${path}/agree`, signedIn(agree)),
  ];
}

async function makeNewCodes(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const { settingsPath } = portal.brand;
  const made: BackupCodesRegenerated = await portal.mfa.regenerateBackupCodes({ caller });
  const intent: Intent = { kind: 'regenerate-backup-codes' };
  switch (made.kind) {
    case 'regenerated':
      return visit.show((view) => codesPage(view, made.backupCodes));
    case 'proof-required':
      return askForProof(visit, intent, `${settingsPath}/backup-codes`);
    case 'enrol':
    case 'denied':
      return visit.goTo(settingsPath, 'notPossible');
    default:
      return assertNever(made);
  }
}

/** The user confirms that the codes are saved. In S2 this activates two-factor authentication. */
async function agree(visit: SignedInVisit): Promise<void> {
  const { portal, request, caller } = visit;
  const acknowledged: BackupCodesAcknowledged = await portal.mfa.acknowledgeBackupCodes({ caller });
  if (acknowledged.kind === 'refused') return visit.goTo(portal.brand.settingsPath, 'codesNotYours');
  delete request.session.settingUp;
  return goOn(visit, acknowledged, acknowledged.activated.length > 0 ? 'enabled' : 'codesKept');
}
