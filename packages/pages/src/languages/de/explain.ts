import type { ExplainTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const explain: ExplainTexts<Forms> = {
  'duration.days': { one: '{count} Tag', other: '{count} Tage' },
  'duration.hours': { one: '{count} Stunde', other: '{count} Stunden' },
  'duration.minutes': { one: '{count} Minute', other: '{count} Minuten' },
  'duration.seconds': { one: '{count} Sekunde', other: '{count} Sekunden' },
  moment: '{day}, {time} UTC',

  'method.totp': 'Authenticator-App',
  'method.email': 'Code per E-Mail',
  'method.sms': 'Code per SMS',
  'method.webauthn': 'Sicherheitsschlüssel',
  'method.password': 'Passwort',
  'method.federated': 'Anmeldung über einen anderen Anbieter',
  'method.passkey': 'Passkey',
  'method.magic-link': 'Link per E-Mail',
  'method.backup-code': 'Backup-Code',
  'method.support': 'Support',
  'method.form': 'Identitätsformular',
  'method.other': 'Faktor der Art „{method}“',

  'trait.phishing-resistant': 'sicher gegen Phishing',
  'trait.user-verified': 'mit PIN oder Biometrie entsperrt',
  'trait.device-bound': 'an ein Gerät gebunden',
  'trait.remembered': 'von einer früheren Anmeldung gemerkt',

  'selector.anything': 'ein beliebiger Faktor',
  'selector.with': '{what} ({traits})',
  'selector.without': '{what} (nicht {excluded})',
  'selector.with-without': '{what} ({traits}, nicht {excluded})',
  'requirement.several': '{count} von diesen: {what}',
  'requirement.distinct-method': '{what}, jeweils von anderer Art',
  'requirement.distinct-channel': '{what}, jeweils über einen eigenen Kanal',
  'requirement.other-channel': '{what}, nicht über den Kanal des ersten Faktors',
  'requirement.max-age': '{what}, nachgewiesen vor höchstens: {age}',
  'requirement.live': '{what}, nicht nur gemerkt',
  'requirement.any': 'entweder {parts}',
  'requirement.all': 'zusammen {parts}',
  'requirement.all-of': 'alle von: {parts}',
  'requirement.nested': '({part})',

  'decision.allow': 'Es wird nichts weiter verlangt.',
  'decision.challenge': 'Es ist ein weiterer Nachweis nötig.',
  'decision.enrol': 'Zuerst muss ein Faktor eingerichtet werden.',
  'decision.wait': 'Das muss warten, bis andere es genehmigen oder eine Wartezeit vergangen ist.',
  'decision.wait-until': 'Das muss bis {until} warten.',

  'deny.method-not-allowed': 'Diese Methode wird hier nicht angeboten.',
  'deny.method-ending': 'Diese Methode läuft aus: Sie kann nicht mehr hinzugefügt werden.',
  'deny.not-alone': 'Diese Methode darf nicht die einzige sein: Zuerst muss eine andere eingerichtet werden.',
  'deny.limit-reached': 'Mehr davon sind nicht erlaubt.',
  'deny.must-keep': 'Dieser Faktor muss bleiben: Ohne ihn wäre zu wenig übrig.',
  'deny.no-usable-factor':
    'Keiner der Faktoren kann jetzt dafür verwendet werden: Nur eine Wiederherstellung hilft.',
  'deny.not-enrolled': 'Diesen Faktor gibt es im Konto nicht.',
  'deny.no-backup-codes': 'Es gibt keine Backup-Codes.',
  'deny.no-choice': 'Es gibt nicht genug Faktoren, um den ersten auszuwählen.',
  'deny.unknown-action': 'Keine Regel kennt diese Aktion.',
  'deny.not-offered': 'Das wird diesem Konto nicht angeboten.',
  'deny.no-grace': 'Das Einrichten eines Faktors kann nicht mehr verschoben werden.',
  'deny.not-verified': 'Was dafür geprüft sein muss, wurde noch nicht geprüft.',

  'unmet.rule': 'Die Regel „{rule}“ verlangt: {requirement} – {why}.',
  'unmet.enrolled': 'Die Anmeldung verlangt: {requirement} – {why}.',
  'unmet.change': 'Diese Änderung verlangt: {requirement} – {why}.',
  'unmet.first': 'Das Einrichten des ersten Faktors verlangt: {requirement} – {why}.',
  'unmet.trust': 'Das Merken eines Browsers verlangt: {requirement} – {why}.',
  'why.missing': 'es wurde noch nicht nachgewiesen',
  'why.not-enrolled': 'nichts davon ist eingerichtet',
  'why.expired': 'der Nachweis ist zu lange her',
  'why.remembered': 'es war nur gemerkt, nicht nachgewiesen',
  'why.same-channel': 'die Nachweise kamen über einen Kanal',
  'why.held': 'es muss warten',

  'answer.factors': {
    one: 'Einer der eingerichteten Faktoren kann dafür verwendet werden.',
    other: '{count} der eingerichteten Faktoren können dafür verwendet werden.',
  },
  'answer.first-factors': 'Möglich mit: {methods}.',
  'answer.backup-code': 'Auch ein Backup-Code ist möglich.',
  'answer.none': 'Kein Faktor des Kontos kann dafür verwendet werden.',
  'enrol.methods': 'Möglich sind: {methods}.',
  'enrol.no-methods': 'Keine erlaubte Methode würde helfen.',
  'grace.until': 'Es kann bis {until} verschoben werden.',
  'grace.skips': {
    one: 'Es kann noch einmal verschoben werden.',
    other: 'Es kann noch {count} Mal verschoben werden.',
  },

  'advice.add-second-method':
    'Eine zweite Methode sollte eingerichtet werden, falls die erste verloren geht.',
  'advice.enrol': 'Die Regel „{rule}“ empfiehlt, Folgendes einzurichten: {methods}.',
  'advice.enrol-none': 'Die Regel „{rule}“ empfiehlt, etwas einzurichten, das nicht angeboten wird.',
  'advice.backup-codes-none': 'Es sind keine Backup-Codes übrig. Neue sollten erstellt werden.',
  'advice.backup-codes-low': {
    one: 'Es ist nur {count} Backup-Code übrig. Neue sollten erstellt werden.',
    other: 'Es sind nur {count} Backup-Codes übrig. Neue sollten erstellt werden.',
  },
  'advice.method-ending': 'Diese Methode läuft aus: {method}. Eine andere sollte eingerichtet werden.',
  'advice.method-ending-at':
    'Diese Methode gilt nur bis {until}: {method}. Eine andere sollte eingerichtet werden.',
  'monitored.rule':
    'Die Regel „{rule}“ wird nur beobachtet. Wäre sie in Kraft, hätte sie verlangt: {requirement} – {why}.',

  'policy.methods': 'Eingerichtet werden können: {methods}.',
  'policy.no-methods': 'Es können keine Faktoren eingerichtet werden.',
  'policy.existing': 'Wer diese Methode hat, behält sie; niemand kann sie hinzufügen: {method}.',
  'policy.existing-until':
    'Wer diese Methode hat, behält sie bis {until}; niemand kann sie hinzufügen: {method}.',
  'policy.company': '{method} zählt nur zusammen mit: {requirement}.',
  'policy.optional': 'Wer einen Faktor hat, wird bei jeder Anmeldung danach gefragt.',
  'policy.not-required': 'Wer einen Faktor hat, wird nur danach gefragt, wenn eine Regel es verlangt.',

  'rule.for-everyone': 'alle',
  'rule.for': 'alle, die {condition}',
  'condition.role': 'die Rolle {names} haben',
  'condition.group': 'in der Gruppe {names} sind',
  'condition.attribute': '{values} als „{name}“ haben',
  'condition.risk-low': 'sich mit beliebigem Risiko anmelden',
  'condition.risk-medium': 'sich mit mittlerem oder hohem Risiko anmelden',
  'condition.risk-high': 'sich mit hohem Risiko anmelden',
  'condition.enrolled': 'einen Faktor haben',
  'condition.not-enrolled': 'keinen Faktor haben',
  'condition.not': 'nicht zu denen gehören, die {condition}',
  'condition.any': 'entweder {parts}',
  quoted: '„{text}“',

  'rule.enrol': 'Regel „{rule}“, für {whom}: Eingerichtet werden muss {requirement}.',
  'rule.grace-until': 'Bis {until} kann das verschoben werden.',
  'rule.grace-for': 'Das kann ab der ersten Aufforderung verschoben werden, höchstens {period}.',
  'rule.grace-skips': {
    one: 'Das kann einmal verschoben werden.',
    other: 'Das kann {count} Mal verschoben werden.',
  },
  'rule.sign-in': 'Regel „{rule}“, für {whom}: Die Anmeldung verlangt {requirement}.',
  'rule.action': 'Regel „{rule}“, für {whom}: Die Aktion „{action}“ verlangt {requirement}.',
  'rule.advise': 'Regel „{rule}“, für {whom}: Empfohlen wird {requirement}.',
  'rule.monitor': 'Die Regel „{rule}“ wird nur beobachtet: Sie ist noch nicht in Kraft.',

  'manage.proof': 'Eine Änderung der Faktoren verlangt {requirement}.',
  'manage.enrol': 'Das Hinzufügen eines Faktors verlangt {requirement}.',
  'manage.remove': 'Das Entfernen eines Faktors verlangt {requirement}.',
  'manage.regenerate': 'Das Erstellen neuer Backup-Codes verlangt {requirement}.',
  'manage.primary': 'Die Wahl eines anderen ersten Faktors verlangt {requirement}.',
  'manage.bootstrap': 'Das Einrichten des ersten Faktors verlangt {requirement}.',
  'manage.keep': 'Nach dem Entfernen muss noch übrig sein: {requirement}.',
  'manage.primaryIf': 'Um den ersten Faktor zu wählen, ist nötig: {requirement}.',

  'codes.first-setup': {
    one: 'Mit dem ersten Faktor wird {count} Backup-Code ausgegeben.',
    other: 'Mit dem ersten Faktor werden {count} Backup-Codes ausgegeben.',
  },
  'codes.each-setup': {
    one: 'Mit jedem Faktor wird {count} Backup-Code ausgegeben.',
    other: 'Mit jedem Faktor werden {count} Backup-Codes ausgegeben.',
  },
  'codes.on-request': {
    one: 'Auf Wunsch wird {count} Backup-Code ausgegeben.',
    other: 'Auf Wunsch werden {count} Backup-Codes ausgegeben.',
  },
  'codes.gate': 'Der Faktor gilt erst, wenn bestätigt ist, dass die Codes aufbewahrt sind.',
  'codes.replace-used': 'Ein verwendeter Code wird durch einen neuen ersetzt, der sofort angezeigt wird.',
  'codes.record':
    'Es wird festgehalten, dass die Codes aufbewahrt sind, aber der Faktor wartet nicht darauf.',

  'recovery.none': 'Wer alle Faktoren verliert, kann das Konto nicht wiederherstellen.',
  'recovery.session': 'Auf diesem Weg können sich {whom} ohne den verlorenen Faktor anmelden: {via}.',
  'recovery.session-enrol':
    'Auf diesem Weg können sich {whom} wieder anmelden, müssen aber zuerst einen neuen Faktor einrichten: {via}.',
  'recovery.enrolment': 'Auf diesem Weg können {whom} einen neuen Faktor einrichten und sonst nichts: {via}.',
  'recovery.checks': 'Vorher geprüft: {checks}.',
  'recovery.approvals': {
    one: '{count} weitere Person muss zustimmen.',
    other: '{count} weitere Personen müssen zustimmen.',
  },
  'recovery.hold':
    'Wartezeit nach der Genehmigung: {hold}; bis dahin kann die Wiederherstellung vom Konto aus abgebrochen werden.',
  'recovery.handover.staff':
    'Sie wird mit einem Code abgeschlossen, den der Support der geprüften Person nennt.',
  'recovery.handover.contact':
    'Sie wird mit einem Code abgeschlossen, der an eine Adresse oder Nummer geht, die seit sieben Tagen vor der Anfrage bekannt ist.',
  'recovery.handover.none': 'Sie wird ohne Code abgeschlossen: Wer das Passwort kennt, kann sie abschließen.',
  'recovery.on-approval':
    'Mit den alten Faktoren kann man sich ab der Genehmigung nicht mehr anmelden; sie werden entfernt, wenn der neue bestätigt ist.',
  'recovery.on-confirmation': 'Die alten Faktoren werden entfernt, wenn der neue bestätigt ist.',
  'recovery.freeze': 'Danach müssen diese Aktionen warten ({period}): {actions}.',

  'trust.none': 'Browser werden nicht gemerkt.',
  'trust.for': 'Für {whom} kann ein Browser gemerkt werden: {period}.',
  'throttle.attempts': {
    one: '{count} falsche Eingabe sperrt einen Faktor ({lock}), und jede weitere doppelt so lange, höchstens {most}.',
    other:
      '{count} falsche Eingaben hintereinander sperren einen Faktor ({lock}), und jede weitere doppelt so lange, höchstens {most}.',
  },
  'throttle.account': {
    one: 'Ab {count} falschem Code bei mehreren Faktoren müssen alle Codes warten, andere Wege zur Anmeldung nicht.',
    other:
      'Nach {count} falschen Codes hintereinander bei mehreren Faktoren müssen alle Codes warten, andere Wege zur Anmeldung nicht.',
  },
  'throttle.cap': {
    one: 'Nach {count} falscher Eingabe wird der Faktor gesperrt und muss neu eingerichtet werden.',
    other:
      'Nach {count} falschen Eingaben hintereinander wird der Faktor gesperrt und muss neu eingerichtet werden.',
  },

  'reaction.then': 'Wenn {event}: {effects}.',
  'event.mfa.enabled': 'der erste Faktor eingerichtet wird',
  'event.mfa.disabled': 'der letzte Faktor entfernt wird',
  'event.factor.activated': 'ein Faktor eingerichtet wird',
  'event.factor.removed': 'ein Faktor entfernt wird',
  'event.backup-codes.issued': 'Backup-Codes ausgegeben werden',
  'event.recovery.completed': 'eine Wiederherstellung abgeschlossen wird',
  'event.password.changed': 'das Passwort geändert wird',
  'effect.revoke-all-sessions': 'alle Sitzungen enden',
  'effect.revoke-other-sessions': 'alle anderen Sitzungen enden',
  'effect.revoke-trusted-devices': 'gemerkte Browser werden vergessen',
  'effect.notify': 'es geht eine Benachrichtigung an das Konto',
};
