import type { Texts } from '../../texts/catalogue.ts';

export const recovery: Texts['recovery'] = {
  lost: {
    title: 'Sie können den zweiten Schritt nicht mehr ausführen?',
    lead: 'Ihr Passwort stimmt, aber allein damit öffnet sich Ihr Konto nicht.',
    ways: 'So können Sie Ihr Konto wiederherstellen.',
    stillToDo: 'Wie es weitergeht',
    blocked:
      'Es gab viel zu viele falsche Codes. Zum Schutz Ihres Kontos sind Ihre Methoden gesperrt und werden nicht mehr abgefragt.',
    others: 'Eine Ihrer anderen Methoden verwenden',
    othersLead: 'Sie haben mehrere eingerichtet. Jede davon öffnet Ihr Konto.',
    codes: 'Backup-Code verwenden',
    codesLead: 'Ein Code von der Liste, die Ihnen beim Einrichten gezeigt wurde. Jeder Code gilt nur einmal.',
    codesButton: 'Backup-Code eingeben',
    noCodes: 'Für dieses Konto gibt es keine Backup-Codes, die Sie verwenden könnten.',
    support: 'Den Support um Zugang bitten',
    supportSteps: ({ address, registered }) => [
      'Drücken Sie auf die Schaltfläche. Wir erhalten dann Ihre Anfrage und bestätigen sie an Ihre registrierte Adresse.',
      `Schreiben Sie von Ihrer registrierten E-Mail-Adresse (${registered}) an ${address}. Wir antworten nur auf E-Mails von dort, damit niemand sonst Ihr Konto öffnen lassen kann.`,
      'Wir prüfen, dass Sie es sind, schalten Ihre alte Methode ab und nennen Ihnen einen Wiederherstellungscode. Was Sie verloren haben, können wir nicht wiederherstellen.',
      'Melden Sie sich dann mit Ihrem Passwort an, geben Sie den Code ein und richten Sie eine neue Methode ein.',
    ],
    supportButton: 'Support anfragen',
    form: 'Identität mit dem Formular nachweisen',
    formSteps: [
      'Füllen Sie das Identitätsformular aus und senden Sie es. Wir bestätigen das an Ihre registrierte Adresse.',
      'Wir prüfen das Formular und rufen Sie an. Vorher unternimmt hier niemand etwas, egal wer anruft oder schreibt. Am Telefon nennen wir Ihnen einen Wiederherstellungscode.',
      'Melden Sie sich hier noch einmal mit Ihrem Passwort an, geben Sie den Code ein und richten Sie eine neue Methode ein. Die alten gelten nicht mehr, sobald die neue funktioniert.',
    ],
    formButton: 'Identitätsformular ausfüllen',
    guideLink: 'Anleitung: Zugangsdaten verloren',
    nothingElse: 'Es gibt keinen Weg, den Sie allein gehen könnten. Bitte schreiben Sie uns.',
    back: 'Zurück',
    asked:
      'Jemand, vielleicht Sie, möchte ohne den zweiten Schritt wieder Zugang erhalten. Wenn Sie das nicht waren, öffnen Sie den Link in unserer Nachricht und stoppen Sie es.',
    askedSee: 'Stand ansehen',
    ready:
      'Eine Anfrage um Zugang wurde genehmigt. Mit dem Wiederherstellungscode kann jetzt eine neue Methode eingerichtet werden. Wenn Sie das nicht waren, öffnen Sie den Link in unserer Nachricht und stoppen Sie es.',
    goOn: 'Weiter',
  },
  progress: {
    heading: 'Ihre Anfrage',
    steps: {
      asked: 'Sie haben angefragt',
      checking: 'Wir prüfen, dass Sie es sind',
      waiting: 'Wartezeit, in der die Person, der das Konto gehört, noch ablehnen kann',
      ready: 'Sie richten eine neue Methode ein',
    },
    done: 'erledigt',
    now: 'jetzt',
    askedAt: 'Angefragt:',
    checking: 'Wir prüfen, dass Sie es sind. Das erledigen Menschen, deshalb dauert es etwas.',
    heldUntil: (until) =>
      `Alles wurde geprüft. Es gilt ab ${until}: Bis dahin kann die Person, der das Konto gehört, es noch stoppen.`,
    ready:
      'Alles wurde geprüft. Geben Sie Ihren Wiederherstellungscode ein, um eine neue Methode einzurichten.',
    told: 'Wir haben alle registrierten Adressen und Nummern dieses Kontos benachrichtigt. Von jeder aus kann die Anfrage mit einem Klick abgebrochen werden.',
    later:
      'Sie können diese Seite schließen. Melden Sie sich später wieder mit Ihrem Passwort an, um den Stand zu sehen.',
    look: 'Noch einmal nachsehen',
    stopped:
      'Ihre Anfrage läuft nicht mehr: Die Person, der dieses Konto gehört, hat sie gestoppt, oder sie ist abgelaufen. Es wurde nichts geändert.',
  },
  code: {
    label: 'Wiederherstellungscode',
    hint: 'Die Buchstaben und Ziffern, die wir Ihnen genannt haben. Wenn zwei Personen Ihnen geholfen haben, geben Sie beide Teile ein.',
    button: 'Weiter',
    wrong: 'Dieser Wiederherstellungscode ist falsch.',
    malformed:
      'Das ist kein Wiederherstellungscode: Er hat 8 Buchstaben und Ziffern für jede Person, die Ihnen geholfen hat.',
    used: 'Dieser Wiederherstellungscode wurde schon verwendet. Bitten Sie den Support um einen neuen.',
  },
  off: {
    title: 'Ihre alte Anmeldemethode ist abgeschaltet',
    lead: 'Der Support hat Ihre Identität geprüft und Ihre alte Anmeldemethode abgeschaltet. Geben Sie den Wiederherstellungscode ein, um eine neue einzurichten.',
    notYou: 'Sie haben das nicht angefordert? Dann kennt vielleicht jemand Ihr Passwort.',
    stop: 'Stoppen Sie es mit dem Link in unserer Nachricht an Sie',
    over: 'Der Support hat Ihre alte Anmeldemethode abgeschaltet, und der Wiederherstellungscode ist abgelaufen. Fragen Sie den Support noch einmal: Sie erhalten einen neuen Code.',
    waiting: 'Der Support hat Ihre alte Anmeldemethode abgeschaltet. Ihre neue Anfrage wird geprüft.',
  },
  enrol: (rules) => ({
    title: 'Neue Anmeldemethode einrichten',
    lead: rules.some(({ resets }) => resets === 'on-approval')
      ? 'Der Support hat Ihre alte Anmeldemethode abgeschaltet. Richten Sie jetzt eine neue ein: Ihr Konto öffnet sich, sobald sie funktioniert.'
      : 'Richten Sie jetzt eine neue Anmeldemethode ein. Sobald sie funktioniert, öffnet sich Ihr Konto, und die alten Methoden gelten nicht mehr.',
  }),
  form: {
    title: 'Identitätsformular',
    lead: 'Für den Fall, dass App, Gerät, Nummer oder Postfach verloren sind und die Backup-Codes auch. Wir prüfen jede Angabe anhand unserer Unterlagen.',
    fullName: 'Vollständiger Name',
    fullNameHint: 'So wie in Ihrem Vertrag.',
    reach: 'Wie wir Sie jetzt erreichen',
    reachHint: 'Eine Telefonnummer, unter der wir Sie anrufen können, um Ihren Ausweis zu prüfen.',
    lost: 'Was Sie verloren haben',
    lostHint:
      'Zum Beispiel: „Mein Telefon mit der App und den Zettel mit den Codes“. Bitte keine Codes und keine Passwörter.',
    missing: 'Bitte füllen Sie dieses Feld aus.',
    button: 'Formular senden',
    back: 'Zurück',
    document: 'Halten Sie Ihren Ausweis bereit, wenn wir anrufen: Wir vergleichen ihn mit dem Formular.',
  },
  guide: {
    title: 'Zugangsdaten verloren',
    lead: 'Was Sie tun können, wenn Sie sich nicht mehr anmelden können, vom schnellsten zum langsamsten Weg.',
    steps: [
      'Sie haben einen Backup-Code: Melden Sie sich mit Benutzername und Passwort an, wählen Sie „Backup-Code verwenden“ und geben Sie einen von Ihrer Liste ein. Er gilt einmal.',
      'Sie haben eine andere Methode eingerichtet: Wählen Sie sie beim Anmelden unter „Andere Methode verwenden“.',
      'Sie haben beides nicht mehr: Melden Sie sich mit Benutzername und Passwort an, wählen Sie „Ich habe keinen Zugriff mehr auf meine Methoden“ und senden Sie das Identitätsformular.',
      'Wir prüfen das Formular: Wir rufen Sie an, sehen Ihren Ausweis an und vergleichen ihn mit unseren Unterlagen. Erst dann handeln wir.',
      'Wenn das Formular geprüft ist, melden Sie sich noch einmal an. Sie werden zur Einrichtung einer neuen Methode geführt.',
    ],
    told: 'Immer wenn jemand das anfordert, benachrichtigen wir Sie an allen Adressen und Nummern, die wir von Ihnen haben. Wenn Sie es nicht waren, können Sie es dort stoppen.',
    signIn: 'Zur Anmeldung',
  },
  stop: {
    title: 'Wiederherstellung Ihres Kontos stoppen',
    lead: 'Jemand möchte ohne Ihren zweiten Schritt in Ihr Konto. Wenn Sie das nicht waren, stoppen Sie es hier: Dann wird nichts geändert.',
    warn: 'Wenn Sie es waren, drücken Sie nicht auf die Schaltfläche und schließen Sie diese Seite.',
    link: 'Der Link aus unserer Nachricht',
    linkHint: 'Kopieren Sie den ganzen Link aus der Nachricht und fügen Sie ihn hier ein.',
    button: 'Stoppen',
    unreadable:
      'Das ist kein Link aus einer unserer Nachrichten, oder ein Teil fehlt. Bitte kopieren Sie den ganzen Link.',
    stoppedTitle: 'Die Wiederherstellung ist gestoppt',
    stopped:
      'Auf diesem Weg kommt niemand mehr hinein. Ihre Methoden sind wie zuvor, und falls jemand den Weg schon benutzt hat, ist diese Person abgemeldet.',
    overTitle: 'Es gibt nichts zu stoppen',
    over: 'Diese Anfrage läuft nicht mehr: Sie wurde schon gestoppt, oder sie ist abgelaufen. Dieser Link bewirkt sonst nichts.',
    overDoubt: 'Wenn Sie unsicher sind, melden Sie sich an und prüfen Sie Ihre Sicherheitseinstellungen.',
    passwordKnown:
      'Jemand kennt vielleicht Ihr Passwort, denn es war für die Anfrage nötig. Bitte ändern Sie es jetzt.',
    signIn: 'Anmelden und Passwort ändern',
    signInLook: 'Anmelden',
  },
  banner: {
    heading: 'Eine Wiederherstellung Ihres Kontos läuft',
    byUser: (at) =>
      `Jemand mit Ihrem Passwort gibt an, dass Ihr zweiter Schritt verloren ist, und bittet um Zugang. Angefragt: ${at}.`,
    byStaff: (at) =>
      `Unser Support hat sie eröffnet, weil jemand angegeben hat, dass Ihr zweiter Schritt verloren ist. Eröffnet: ${at}.`,
    requested: 'Bisher wurde nichts geändert. Wir prüfen, wer es ist.',
    held: (until) => `Sie wurde genehmigt und gilt ab ${until}.`,
    ready: 'Sie wurde genehmigt und kann jetzt genutzt werden.',
    completed: 'Sie wurde genutzt: Jemand richtet gerade eine neue Methode ein.',
    stop: 'Das war ich nicht: stoppen',
  },
  help: {
    title: 'Sie können sich nicht anmelden?',
    form: 'Das Identitätsformular senden Sie bei der Anmeldung: Geben Sie Benutzername und Passwort ein und wählen Sie „Ich habe keinen Zugriff mehr auf meine Methoden“.',
    begin:
      'Melden Sie sich zuerst mit Benutzername und Passwort an, so weit es geht. Dort finden Sie alle Wege, Ihr Konto wiederherzustellen.',
    signIn: 'Zur Anmeldung',
  },
};
