import type { MessageTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const messages: MessageTexts<Forms> = {
  subject: '{site}: {what}',
  intro: '{site}: {what}.',
  when: 'Mikor: {at}',
  where: 'Honnan: {place}',
  which: 'Melyik: {factor}',
  browser: '{browser}, {system}',
  named: '{kind} „{name}”',
  help: 'Ha már nem tud bejelentkezni: {url}',

  'sms.event': '{site}: {what}, {at}.',
  'sms.cancel': 'Nem Ön volt? Állítsa le: {url}',
  'sms.help': 'Nem Ön volt? {url}',
  'sms.settings': 'Nem Ön volt? Jelentkezzen be, és nézze meg a biztonsági beállításait.',

  'method.totp': 'hitelesítő alkalmazás',
  'method.email': 'kód e-mailben',
  'method.sms': 'kód SMS-ben',
  'method.webauthn': 'biztonsági kulcs vagy azonosítókulcs',
  'method.other': 'másik módszer',

  'event.mfa.enabled': 'Bekapcsolták a kétlépcsős azonosítást',
  'event.mfa.disabled': 'Kikapcsolták a kétlépcsős azonosítást',
  'event.factor.activated': 'Új módszert adtak hozzá a bejelentkezés megerősítéséhez',
  'event.factor.removed': 'Eltávolították a bejelentkezés megerősítésének egyik módszerét',
  'event.factor.suspended':
    'Túl sok hibás válasz után kikapcsoltuk a bejelentkezés megerősítésének egyik módszerét',
  'event.factor.suspension-near':
    'Még egy hibás válasz után kikapcsoljuk a bejelentkezés megerősítésének egyik módszerét',
  'event.factor.locked': 'Egymás után többször hibás kódot adtak meg',
  'event.factor.renamed': 'Átnevezték a bejelentkezés megerősítésének egyik módszerét',
  'event.factor.accepted-after-failures': 'Valaki több hibás kód után bejelentkezett',
  'event.codes.locked': 'Egymás után többször hibás kódot adtak meg',
  'event.primary.changed': 'Mostantól másik megerősítést kérünk elsőként',
  'event.backup-codes.issued': 'Új tartalék kódok készültek, és a régiek érvényüket vesztették',
  'event.backup-codes.locked': 'Egymás után többször hibás tartalék kódot adtak meg',
  'event.backup-codes.suspension-near': 'Még egy hibás tartalék kód után kikapcsoljuk a tartalék kódjait',
  'event.backup-codes.suspended': 'Túl sok hibás próbálkozás után kikapcsoltuk a tartalék kódjait',
  'event.backup-code.accepted': 'Felhasználtak egy tartalék kódot',
  'event.sign-in.unfinished': 'Többször megadták a jelszavát, de a második lépést nem fejezték be',
  'event.recovery.requested': 'Valaki a fiókja helyreállítását kérte',
  'event.recovery.approved': 'Jóváhagytuk a fiókja helyreállítását',
  'event.recovery.cancelled': 'Leállították a fiókja helyreállítását',
  'event.recovery.revoked': 'A fiókja helyreállítását azután állították le, hogy már felhasználták',
  'event.recovery.ended': 'Véget ért a fiókja helyreállítása',
  'event.recovery.completed': 'A fiókját helyreállították',
  'event.recovery-code.sent': 'Az Ön helyreállítási kódja',
  'event.recovery-code.locked': 'Egymás után többször hibás helyreállítási kódot adtak meg',
  'event.contact.replaced': 'Lecserélték az egyik címet vagy számot, amelyen elérjük Önt',
  'event.trusted-device.added': 'Egy böngésző mostantól megbízható, és egy ideig nem kell hozzá kód',
  'event.trusted-device.copied':
    'Egy böngésző már nem megbízható, mert úgy tűnik, valaki lemásolta a hozzáférését',
  'event.password.changed': 'Megváltozott a jelszava',
  'event.other': 'Megváltozott a fiókja védelme',

  'undo.settings':
    'Ha Ön volt, nincs teendője. Ha nem: jelentkezzen be most, vonja vissza a biztonsági beállításaiban, és változtassa meg a jelszavát.',
  'undo.password':
    'Ha Ön volt, nincs teendője. Ha nem, lehet, hogy valaki tudja a jelszavát: jelentkezzen be, változtassa meg, és nézze meg a biztonsági beállításait.',
  'undo.recovery': 'Ha nem Ön volt: jelentkezzen be most, és állítsa le a biztonsági beállításaiban.',
  'undo.recovery-link': 'Ha nem Ön volt, itt állíthatja le:\n{url}',
  'undo.recovered':
    'Ha nem Ön volt: jelentkezzen be most, nézze meg a biztonsági beállításait, és változtassa meg a jelszavát.',
  'undo.recovered-link': 'Ha Ön volt, nincs teendője. Ha nem, itt állíthatja le:\n{url}',
  'undo.cancelled':
    'A bejelentkezési módszerei olyanok, mint korábban. Ha még segítségre van szüksége a belépéshez, kérje újra.',
  'undo.revoked':
    'Valaki ezzel lépett be. Minden munkamenetet lezártunk, és megszűnt az, amit a helyreállítás lehetővé tett. Jelentkezzen be, nézze meg a biztonsági beállításait, és változtassa meg a jelszavát.',
  'undo.ended':
    'Bejelentkezett a második faktorával, vagy megváltoztak a bejelentkezési módszerei, ezért a helyreállításra már nincs szükség. Ha nem Ön volt, változtassa meg a jelszavát, és nézze meg a biztonsági beállításait.',
  'undo.code':
    'Ha nem Ön kérte, jelentkezzen be, és állítsa le a helyreállítást a biztonsági beállításaiban.',

  'recovery-code.intro': 'Az Ön helyreállítási kódja ({site}):',
  'recovery-code.use':
    'Jelentkezzen be a jelszavával, és adja meg ott, ahol kérjük. Egyszer érvényes. Ne mondja el senkinek.',
  'recovery-code.cancel': 'Ha nem Ön kérte, itt állíthatja le a helyreállítást:\n{url}',
  'recovery-code.help': 'Ha segítségre van szüksége: {url}',
  'recovery-code.sms': '{site}: a helyreállítási kódja {code}. Ne mondja el senkinek.',

  'code.subject.sign-in': 'Bejelentkezési kódja – {site}',
  'code.subject.step-up': 'Kódja egy módosítás megerősítéséhez – {site}',
  'code.subject.enrolment': 'Kódja a kétlépcsős azonosítás beállításához – {site}',
  'code.sign-in': '{code} a bejelentkezési kódja ({site}).',
  'code.step-up': '{code} a kódja egy módosítás megerősítéséhez ({site}).',
  'code.enrolment': '{code} a kódja a kétlépcsős azonosítás beállításához ({site}).',
  'code.lifetime': {
    one: 'Egyszer, {count} percig érvényes.',
    other: 'Egyszer, {count} percig érvényes.',
  },
  'code.secret': 'Soha ne ossza meg senkivel. A(z) {site} munkatársai nem fogják kérni.',
  'code.not-you':
    'Ha nem Ön kérte ezt a kódot, lehet, hogy valaki más tudja a jelszavát: kérjük, változtassa meg.',
  'code.sms.sign-in': {
    one: '{code} a bejelentkezési kódja ({site}), {count} percig érvényes. Ne ossza meg senkivel.',
    other: '{code} a bejelentkezési kódja ({site}), {count} percig érvényes. Ne ossza meg senkivel.',
  },
  'code.sms.step-up': {
    one: '{code} a kódja egy módosítás megerősítéséhez ({site}), {count} percig érvényes. Ne ossza meg senkivel.',
    other:
      '{code} a kódja egy módosítás megerősítéséhez ({site}), {count} percig érvényes. Ne ossza meg senkivel.',
  },
  'code.sms.enrolment': {
    one: '{code} a kódja a kétlépcsős azonosítás beállításához ({site}), {count} percig érvényes. Ne ossza meg senkivel.',
    other:
      '{code} a kódja a kétlépcsős azonosítás beállításához ({site}), {count} percig érvényes. Ne ossza meg senkivel.',
  },
};
