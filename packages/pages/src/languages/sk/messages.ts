import type { MessageTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const messages: MessageTexts<Forms> = {
  subject: '{site}: {what}',
  intro: '{site}: {what}.',
  when: 'Kedy: {at}',
  where: 'Odkiaľ: {place}',
  which: 'Ktorý: {factor}',
  browser: '{browser}, {system}',
  named: '{kind} „{name}“',
  help: 'Ak sa už neviete prihlásiť: {url}',

  'sms.event': '{site}: {what}, {at}.',
  'sms.cancel': 'Neboli ste to vy? Zrušte to: {url}',
  'sms.help': 'Neboli ste to vy? {url}',
  'sms.settings': 'Neboli ste to vy? Prihláste sa a pozrite si nastavenia zabezpečenia.',

  'method.totp': 'overovacia aplikácia',
  'method.email': 'kód e-mailom',
  'method.sms': 'kód v SMS',
  'method.webauthn': 'bezpečnostný kľúč alebo prístupový kľúč',
  'method.other': 'iný spôsob',

  'event.mfa.enabled': 'Dvojfaktorové overenie bolo zapnuté',
  'event.mfa.disabled': 'Dvojfaktorové overenie bolo vypnuté',
  'event.factor.activated': 'Bol pridaný nový spôsob potvrdenia prihlásenia',
  'event.factor.removed': 'Spôsob potvrdenia prihlásenia bol odstránený',
  'event.factor.suspended':
    'Spôsob potvrdenia prihlásenia bol vypnutý po príliš mnohých nesprávnych odpovediach',
  'event.factor.suspension-near': 'Po ďalšej nesprávnej odpovedi bude spôsob potvrdenia prihlásenia vypnutý',
  'event.factor.locked': 'Niekoľkokrát za sebou boli zadané nesprávne kódy',
  'event.factor.renamed': 'Spôsob potvrdenia prihlásenia bol premenovaný',
  'event.factor.accepted-after-failures': 'Niekto sa prihlásil po niekoľkých nesprávnych kódoch',
  'event.codes.locked': 'Niekoľkokrát za sebou boli zadané nesprávne kódy',
  'event.primary.changed': 'Ako prvé sa teraz vyžiada iné potvrdenie',
  'event.backup-codes.issued': 'Boli vytvorené nové záložné kódy a staré prestali platiť',
  'event.backup-codes.locked': 'Niekoľkokrát za sebou boli zadané nesprávne záložné kódy',
  'event.backup-codes.suspension-near': 'Po ďalšom nesprávnom záložnom kóde budú vaše záložné kódy vypnuté',
  'event.backup-codes.suspended': 'Vaše záložné kódy boli vypnuté po príliš mnohých nesprávnych',
  'event.backup-code.accepted': 'Bol použitý záložný kód',
  'event.sign-in.unfinished': 'Niekoľkokrát bolo zadané vaše heslo a druhý krok nebol dokončený',
  'event.recovery.requested': 'Niekto požiadal o obnovu vášho účtu',
  'event.recovery.approved': 'Obnova vášho účtu bola schválená',
  'event.recovery.cancelled': 'Obnova vášho účtu bola zrušená',
  'event.recovery.revoked': 'Obnova vášho účtu bola zrušená po jej použití',
  'event.recovery.ended': 'Obnova vášho účtu sa skončila',
  'event.recovery.completed': 'Váš účet bol obnovený',
  'event.recovery-code.sent': 'Váš kód na obnovu',
  'event.recovery-code.locked': 'Niekoľkokrát za sebou boli zadané nesprávne kódy na obnovu',
  'event.contact.replaced': 'Adresa alebo číslo, na ktorom vás zastihneme, bolo nahradené',
  'event.trusted-device.added': 'Prehliadač je teraz dôveryhodný a istý čas nepotrebuje kód',
  'event.trusted-device.copied':
    'Dôveryhodný prehliadač už nie je dôveryhodný, lebo niekto zrejme skopíroval jeho prístup',
  'event.password.changed': 'Vaše heslo bolo zmenené',
  'event.other': 'Ochrana vášho účtu bola zmenená',

  'undo.settings':
    'Ak ste to boli vy, nemusíte robiť nič. Ak nie: ihneď sa prihláste, zrušte to v nastaveniach zabezpečenia a zmeňte si heslo.',
  'undo.password':
    'Ak ste to boli vy, nemusíte robiť nič. Ak nie, niekto možno pozná vaše heslo: prihláste sa, zmeňte si ho a pozrite si nastavenia zabezpečenia.',
  'undo.recovery': 'Ak ste to neboli vy: ihneď sa prihláste a zrušte to v nastaveniach zabezpečenia.',
  'undo.recovery-link': 'Ak ste to neboli vy, zrušte to tu:\n{url}',
  'undo.recovered':
    'Ak ste to neboli vy: ihneď sa prihláste, pozrite si nastavenia zabezpečenia a zmeňte si heslo.',
  'undo.recovered-link': 'Ak ste to boli vy, nemusíte robiť nič. Ak nie, zrušte to tu:\n{url}',
  'undo.cancelled':
    'Vaše spôsoby prihlásenia sú ako predtým. Ak ešte potrebujete pomoc so vstupom, požiadajte znova.',
  'undo.revoked':
    'Niekto ju použil na vstup. Všetky relácie boli ukončené a to, čo obnova umožňovala, už neplatí. Prihláste sa, pozrite si nastavenia zabezpečenia a zmeňte si heslo.',
  'undo.ended':
    'Prihlásili ste sa druhým faktorom alebo sa vaše spôsoby prihlásenia zmenili, preto obnova už nie je potrebná. Ak ste to neboli vy, zmeňte si heslo a pozrite si nastavenia zabezpečenia.',
  'undo.code': 'Ak ste oň nežiadali, prihláste sa a zrušte obnovu v nastaveniach zabezpečenia.',

  'recovery-code.intro': 'Váš kód na obnovu pre {site}:',
  'recovery-code.use':
    'Prihláste sa heslom a zadajte ho tam, kde sa vyžiada. Platí raz. Nikomu ho nehovorte.',
  'recovery-code.cancel': 'Ak ste oň nežiadali, zrušte obnovu tu:\n{url}',
  'recovery-code.help': 'Ak potrebujete pomoc: {url}',
  'recovery-code.sms': '{site}: váš kód na obnovu je {code}. Nikomu ho nehovorte.',

  'code.subject.sign-in': 'Váš kód na prihlásenie – {site}',
  'code.subject.step-up': 'Váš kód na potvrdenie zmeny – {site}',
  'code.subject.enrolment': 'Váš kód na nastavenie dvojfaktorového overenia – {site}',
  'code.sign-in': '{code} je váš kód na prihlásenie ({site}).',
  'code.step-up': '{code} je váš kód na potvrdenie zmeny ({site}).',
  'code.enrolment': '{code} je váš kód na nastavenie dvojfaktorového overenia ({site}).',
  'code.lifetime': {
    one: 'Platí raz a {count} minútu.',
    few: 'Platí raz a {count} minúty.',
    other: 'Platí raz a {count} minút.',
  },
  'code.secret': 'Nikdy ho nikomu nedávajte. Nikto zo služby {site} ho od vás nebude žiadať.',
  'code.not-you': 'Ak ste o tento kód nežiadali, niekto možno pozná vaše heslo: zmeňte si ho prosím.',
  'code.sms.sign-in': {
    one: '{code} je váš kód na prihlásenie ({site}), platí {count} minútu. Nikomu ho nedávajte.',
    few: '{code} je váš kód na prihlásenie ({site}), platí {count} minúty. Nikomu ho nedávajte.',
    other: '{code} je váš kód na prihlásenie ({site}), platí {count} minút. Nikomu ho nedávajte.',
  },
  'code.sms.step-up': {
    one: '{code} je váš kód na potvrdenie zmeny ({site}), platí {count} minútu. Nikomu ho nedávajte.',
    few: '{code} je váš kód na potvrdenie zmeny ({site}), platí {count} minúty. Nikomu ho nedávajte.',
    other: '{code} je váš kód na potvrdenie zmeny ({site}), platí {count} minút. Nikomu ho nedávajte.',
  },
  'code.sms.enrolment': {
    one: '{code} je váš kód na nastavenie dvojfaktorového overenia ({site}), platí {count} minútu. Nikomu ho nedávajte.',
    few: '{code} je váš kód na nastavenie dvojfaktorového overenia ({site}), platí {count} minúty. Nikomu ho nedávajte.',
    other:
      '{code} je váš kód na nastavenie dvojfaktorového overenia ({site}), platí {count} minút. Nikomu ho nedávajte.',
  },
};
