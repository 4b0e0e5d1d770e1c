import type { MessageTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const messages: MessageTexts<Forms> = {
  subject: '{site}: {what}',
  intro: '{site}: {what}.',
  when: 'Wann: {at}',
  where: 'Von wo: {place}',
  which: 'Welche: {factor}',
  browser: '{browser} auf {system}',
  named: '{kind} „{name}“',
  help: 'Wenn Sie sich nicht mehr anmelden können: {url}',

  'sms.event': '{site}: {what}, {at}.',
  'sms.cancel': 'Nicht Sie? Hier abbrechen: {url}',
  'sms.help': 'Nicht Sie? {url}',
  'sms.settings': 'Nicht Sie? Melden Sie sich an und prüfen Sie Ihre Sicherheitseinstellungen.',

  'method.totp': 'Authenticator-App',
  'method.email': 'Code per E-Mail',
  'method.sms': 'Code per SMS',
  'method.webauthn': 'Sicherheitsschlüssel oder Passkey',
  'method.other': 'andere Methode',

  'event.mfa.enabled': 'Die Zwei-Faktor-Authentifizierung wurde eingeschaltet',
  'event.mfa.disabled': 'Die Zwei-Faktor-Authentifizierung wurde ausgeschaltet',
  'event.factor.activated': 'Eine neue Methode zum Bestätigen Ihrer Anmeldung wurde hinzugefügt',
  'event.factor.removed': 'Eine Methode zum Bestätigen Ihrer Anmeldung wurde entfernt',
  'event.factor.suspended':
    'Eine Methode zum Bestätigen Ihrer Anmeldung wurde nach zu vielen falschen Eingaben abgeschaltet',
  'event.factor.suspension-near':
    'Nach einer weiteren falschen Eingabe wird eine Methode zum Bestätigen Ihrer Anmeldung abgeschaltet',
  'event.factor.locked': 'Mehrmals hintereinander wurden falsche Codes eingegeben',
  'event.factor.renamed': 'Eine Methode zum Bestätigen Ihrer Anmeldung wurde umbenannt',
  'event.factor.accepted-after-failures': 'Nach mehreren falschen Codes hat sich jemand angemeldet',
  'event.codes.locked': 'Mehrmals hintereinander wurden falsche Codes eingegeben',
  'event.primary.changed': 'Bei der Anmeldung wird jetzt zuerst eine andere Methode abgefragt',
  'event.backup-codes.issued': 'Neue Backup-Codes wurden erstellt, und die alten gelten nicht mehr',
  'event.backup-codes.locked': 'Mehrmals hintereinander wurden falsche Backup-Codes eingegeben',
  'event.backup-codes.suspension-near':
    'Nach einem weiteren falschen Backup-Code werden Ihre Backup-Codes abgeschaltet',
  'event.backup-codes.suspended': 'Ihre Backup-Codes wurden nach zu vielen falschen Eingaben abgeschaltet',
  'event.backup-code.accepted': 'Ein Backup-Code wurde verwendet',
  'event.sign-in.unfinished':
    'Ihr Passwort wurde mehrmals eingegeben, und der zweite Schritt wurde nicht abgeschlossen',
  'event.recovery.requested': 'Jemand hat die Wiederherstellung Ihres Kontos angefordert',
  'event.recovery.approved': 'Die Wiederherstellung Ihres Kontos wurde genehmigt',
  'event.recovery.cancelled': 'Die Wiederherstellung Ihres Kontos wurde abgebrochen',
  'event.recovery.revoked': 'Eine Wiederherstellung Ihres Kontos wurde nach ihrer Nutzung abgebrochen',
  'event.recovery.ended': 'Die Wiederherstellung Ihres Kontos ist beendet',
  'event.recovery.completed': 'Ihr Konto wurde wiederhergestellt',
  'event.recovery-code.sent': 'Ihr Wiederherstellungscode',
  'event.recovery-code.locked': 'Mehrmals hintereinander wurden falsche Wiederherstellungscodes eingegeben',
  'event.contact.replaced': 'Eine Adresse oder Nummer, unter der wir Sie erreichen, wurde ersetzt',
  'event.trusted-device.added':
    'Einem Browser wird jetzt vertraut, und er braucht eine Zeit lang keinen Code',
  'event.trusted-device.copied':
    'Einem Browser wird nicht mehr vertraut, weil offenbar jemand seinen Zugang kopiert hat',
  'event.password.changed': 'Ihr Passwort wurde geändert',
  'event.other': 'Der Schutz Ihres Kontos wurde geändert',

  'undo.settings':
    'Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht: Melden Sie sich jetzt an, machen Sie es in Ihren Sicherheitseinstellungen rückgängig und ändern Sie Ihr Passwort.',
  'undo.password':
    'Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, kennt vielleicht jemand Ihr Passwort: Melden Sie sich an, ändern Sie es und prüfen Sie Ihre Sicherheitseinstellungen.',
  'undo.recovery':
    'Wenn Sie das nicht waren: Melden Sie sich jetzt an und brechen Sie es in Ihren Sicherheitseinstellungen ab.',
  'undo.recovery-link': 'Wenn Sie das nicht waren, brechen Sie es hier ab:\n{url}',
  'undo.recovered':
    'Wenn Sie das nicht waren: Melden Sie sich jetzt an, prüfen Sie Ihre Sicherheitseinstellungen und ändern Sie Ihr Passwort.',
  'undo.recovered-link':
    'Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, brechen Sie es hier ab:\n{url}',
  'undo.cancelled':
    'Ihre Anmeldemethoden sind wie zuvor. Wenn Sie weiterhin Hilfe beim Anmelden brauchen, fragen Sie noch einmal an.',
  'undo.revoked':
    'Jemand hatte sich damit Zugang verschafft. Alle Sitzungen wurden beendet, und was die Wiederherstellung erlaubte, gilt nicht mehr. Melden Sie sich an, prüfen Sie Ihre Sicherheitseinstellungen und ändern Sie Ihr Passwort.',
  'undo.ended':
    'Sie haben sich mit Ihrem zweiten Faktor angemeldet, oder Ihre Anmeldemethoden haben sich geändert. Die Wiederherstellung ist deshalb nicht mehr nötig. Wenn Sie das nicht waren, ändern Sie Ihr Passwort und prüfen Sie Ihre Sicherheitseinstellungen.',
  'undo.code':
    'Wenn Sie ihn nicht angefordert haben, melden Sie sich an und brechen Sie die Wiederherstellung in Ihren Sicherheitseinstellungen ab.',

  'recovery-code.intro': 'Ihr Wiederherstellungscode für {site} lautet:',
  'recovery-code.use':
    'Melden Sie sich mit Ihrem Passwort an und geben Sie ihn ein, wenn danach gefragt wird. Er gilt einmal. Geben Sie ihn niemandem weiter.',
  'recovery-code.cancel':
    'Wenn Sie ihn nicht angefordert haben, brechen Sie die Wiederherstellung hier ab:\n{url}',
  'recovery-code.help': 'Wenn Sie Hilfe brauchen: {url}',
  'recovery-code.sms': '{site}: Ihr Wiederherstellungscode lautet {code}. Geben Sie ihn niemandem weiter.',

  'code.subject.sign-in': 'Ihr Code zum Anmelden bei {site}',
  'code.subject.step-up': 'Ihr Code zum Bestätigen einer Änderung bei {site}',
  'code.subject.enrolment': 'Ihr Code zum Einrichten der Zwei-Faktor-Authentifizierung bei {site}',
  'code.sign-in': '{code} ist Ihr Code zum Anmelden bei {site}.',
  'code.step-up': '{code} ist Ihr Code zum Bestätigen einer Änderung bei {site}.',
  'code.enrolment': '{code} ist Ihr Code zum Einrichten der Zwei-Faktor-Authentifizierung bei {site}.',
  'code.lifetime': {
    one: 'Er gilt einmal und {count} Minute lang.',
    other: 'Er gilt einmal und {count} Minuten lang.',
  },
  'code.secret': 'Geben Sie ihn niemandem weiter. Niemand von {site} wird Sie danach fragen.',
  'code.not-you':
    'Wenn Sie diesen Code nicht angefordert haben, kennt vielleicht jemand Ihr Passwort: Bitte ändern Sie es.',
  'code.sms.sign-in': {
    one: '{code} ist Ihr Code zum Anmelden bei {site}, {count} Minute gültig. Nicht weitergeben.',
    other: '{code} ist Ihr Code zum Anmelden bei {site}, {count} Minuten gültig. Nicht weitergeben.',
  },
  'code.sms.step-up': {
    one: '{code} ist Ihr Code für eine Änderung bei {site}, {count} Minute gültig. Nicht weitergeben.',
    other: '{code} ist Ihr Code für eine Änderung bei {site}, {count} Minuten gültig. Nicht weitergeben.',
  },
  'code.sms.enrolment': {
    one: '{code} ist Ihr Code zum Einrichten der Zwei-Faktor-Authentifizierung bei {site}, {count} Minute gültig. Nicht weitergeben.',
    other:
      '{code} ist Ihr Code zum Einrichten der Zwei-Faktor-Authentifizierung bei {site}, {count} Minuten gültig. Nicht weitergeben.',
  },
};
