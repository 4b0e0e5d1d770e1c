import type { Texts } from '../../texts/catalogue.ts';
import { addMethod, layouts, methods } from './methods.ts';
import { plural } from './plural.ts';
import { recovery } from './recovery.ts';

const minuteCount = plural({ one: '{count} Minute', other: '{count} Minuten' });
const secondCount = plural({ one: '{count} Sekunde', other: '{count} Sekunden' });

export const pages: Texts = {
  frame: {
    skip: 'Zum Inhalt springen',
    signOut: 'Abmelden',
    failed: (title) => `Fehler: ${title}`,
    quoted: (name) => `„${name}“`,
  },
  challenge: {
    title: 'Bestätigen Sie Ihre Identität',
    lead: (brand, label) =>
      `Ihr Passwort stimmt. Öffnen Sie jetzt die Authenticator-App, die Sie als „${label}“ eingerichtet haben, und suchen Sie den Eintrag „${brand}“.`,
    button: 'Anmelden',
    emailLead: (hint) =>
      `Ihr Passwort stimmt. Jetzt prüfen wir mit einem Code per E-Mail an ${hint}, dass Sie es sind.`,
    smsLead: (hint) =>
      `Ihr Passwort stimmt. Jetzt prüfen wir mit einem Code per SMS an ${hint}, dass Sie es sind.`,
    keyLead: (labels) =>
      `Ihr Passwort stimmt. Verwenden Sie jetzt den Schlüssel, den Sie als ${labels} eingerichtet haben.`,
    others: 'Andere Methode verwenden',
    otherApp: (label) => `„${label}“ verwenden`,
    otherContact: (label, hint) => `„${label}“ verwenden (${hint})`,
    lost: 'Ich habe keinen Zugriff mehr auf meine Methoden',
    backupCode: 'Backup-Code verwenden',
    cancel: 'Abbrechen und mit einem anderen Konto anmelden',
  },
  code: {
    label: '6-stelliger Code',
    hint: 'Die 6 Ziffern, die Ihre App gerade anzeigt. Sie wechseln alle 30 Sekunden.',
    wrong:
      'Dieser Code ist falsch oder abgelaufen. Ihre App zeigt alle 30 Sekunden einen neuen Code: Bitte geben Sie den neuen ein.',
    malformed: 'Bitte geben Sie die 6 Ziffern ein, die Ihre App anzeigt.',
    used: 'Diesen Code haben Sie schon verwendet. Jeder Code gilt nur einmal.',
    clockOff: (minutes, direction) =>
      `Die Uhr Ihres Telefons geht etwa ${minuteCount(minutes)} ${direction === 'fast' ? 'vor' : 'nach'}, deshalb funktionieren die Codes nicht. Stellen Sie in den Einstellungen Ihres Telefons Datum und Uhrzeit auf „automatisch“ und geben Sie dann den Code ein, den Ihre App anzeigt.`,
    next: (seconds) =>
      `Bitte warten Sie auf den nächsten Code (noch ${secondCount(seconds)}) und geben Sie diesen ein.`,
  },
  sentCode: {
    label: '6-stelliger Code',
    hint: 'Die 6 Ziffern aus der Nachricht.',
    wrong:
      'Dieser Code ist falsch oder abgelaufen. Nur der neueste Code, den Sie in diesem Fenster angefordert haben, gilt, und nur einmal.',
    malformed: 'Bitte geben Sie die 6 Ziffern aus der Nachricht ein.',
    used: 'Diesen Code haben Sie schon verwendet. Jeder Code gilt nur einmal. Geben Sie den neuesten ein oder fordern Sie einen neuen an.',
    offer: 'Es wurde noch nichts gesendet. Drücken Sie auf die Schaltfläche, dann senden wir den Code.',
    send: 'Code senden',
    again: 'Neuen Code senden',
    sent: (hint, until) => `Wir haben einen Code an ${hint} gesendet. Er gilt bis ${until}.`,
    notSent: (hint) =>
      `Wir wissen nicht sicher, ob der Code an ${hint} gesendet wurde. Wenn keiner ankommt, fordern Sie einen neuen an.`,
    resend: (from) => `Nichts angekommen? Sie können ab ${from} einen neuen Code anfordern.`,
    resendNow:
      'Nichts angekommen? Sie können jetzt einen neuen Code anfordern. Der vorige gilt dann nicht mehr.',
    limited: (from) =>
      `Es wurde noch kein neuer Code gesendet. Sie können ab ${from} einen neuen anfordern. Der letzte gilt noch.`,
    limitedHere: (from) =>
      `Es wurde noch kein Code gesendet. Sie können ab ${from} einen anfordern. Ein früher gesendeter Code gilt nur in dem Fenster, in dem er angefordert wurde.`,
    refused: 'Dorthin kann im Moment kein Code gesendet werden. Bitte verwenden Sie eine andere Methode.',
    spam: 'Bitte sehen Sie auch in Ihrem Spam-Ordner nach.',
  },
  key: {
    use: 'Sicherheitsschlüssel verwenden',
    create: 'Sicherheitsschlüssel registrieren',
    prompt:
      'Halten Sie den Schlüssel bereit und drücken Sie auf die Schaltfläche. Wenn der Browser danach fragt, stecken Sie den Schlüssel ein oder berühren Sie ihn: Ein USB-Schlüssel kommt in den Anschluss, einen NFC-Schlüssel halten Sie an das Telefon. Manche Schlüssel verlangen auch ihre PIN oder Ihren Fingerabdruck.',
    waiting: 'Wir warten auf Ihren Schlüssel. Bitte folgen Sie den Anweisungen des Browsers.',
    script:
      'Für einen Sicherheitsschlüssel brauchen Sie JavaScript und einen Browser, der Sicherheitsschlüssel unterstützt.',
    scriptOthers:
      'Schalten Sie JavaScript ein und laden Sie die Seite neu, oder verwenden Sie eine andere Methode.',
    aborted:
      'Der Schlüssel hat nicht geantwortet, oder der Vorgang wurde abgebrochen. Bitte versuchen Sie es noch einmal.',
    twice: 'Dieser Schlüssel ist schon registriert. Bitte verwenden Sie einen anderen.',
    wrong:
      'Die Antwort des Schlüssels wurde nicht angenommen. Bitte versuchen Sie es noch einmal, oder verwenden Sie eine andere Methode.',
  },
  attempts: {
    left: plural({
      one: 'Sie haben noch {count} Versuch.',
      other: 'Sie haben noch {count} Versuche.',
    }),
    locked: (until) =>
      `Zu viele falsche Codes. Zum Schutz Ihres Kontos wird bis ${until} kein Code angenommen. Geben Sie danach einen neuen Code ein.`,
    last: 'Sie haben noch 1 Versuch: Nach einer weiteren falschen Eingabe wird diese Methode dauerhaft gesperrt.',
    lastThen: 'Nach einer weiteren falschen Eingabe wird diese Methode dauerhaft gesperrt.',
    suspended: 'Es gab viel zu viele falsche Codes, deshalb wird hier keiner mehr angenommen.',
  },
  backupCode: {
    title: 'Backup-Code verwenden',
    lead: 'Beim Einrichten der Zwei-Faktor-Authentifizierung haben Sie eine Liste mit Backup-Codes erhalten. Geben Sie einen davon ein. Jeder Code gilt nur einmal.',
    label: 'Backup-Code',
    hint: 'Groß- oder Kleinbuchstaben, mit oder ohne Bindestriche.',
    button: 'Weiter',
    wrong:
      'Das ist keiner Ihrer unbenutzten Backup-Codes. Bitte prüfen Sie die Eingabe, oder nehmen Sie den nächsten auf Ihrer Liste.',
    malformed: 'Bitte geben Sie einen der Backup-Codes von Ihrer Liste ein.',
    used: 'Diesen Backup-Code haben Sie schon verwendet. Jeder gilt nur einmal. Bitte geben Sie einen anderen von Ihrer Liste ein.',
    none: 'Für dieses Konto gibt es keine Backup-Codes, die Sie verwenden könnten.',
    back: 'Zurück zum Code aus der App',
    replacementTitle: 'Ihr neuer Backup-Code',
    replacementLead: 'Der verwendete Code gilt nicht mehr. Dieser hier ersetzt ihn auf Ihrer Liste.',
    replacementKeep:
      'Schreiben Sie ihn jetzt zu Ihren anderen Backup-Codes. Er wird nur dieses eine Mal angezeigt.',
    replacementLabel: 'Ihr neuer Backup-Code',
    replacementButton: 'Ich habe ihn notiert',
  },
  lockedOut: {
    heading: 'Sie können sich nicht anmelden, oder Telefon oder Schlüssel sind verloren?',
    advice: (address) => `Bitte schreiben Sie von Ihrer registrierten E-Mail-Adresse an ${address}.`,
    why: 'Wir antworten nur auf E-Mails von der Adresse, die bei uns hinterlegt ist. So kann niemand sonst Ihr Konto öffnen lassen.',
    registered: (address) => `Ihre registrierte Adresse ist ${address}.`,
    denied: 'Keine Ihrer Methoden zum Nachweis Ihrer Identität kann noch verwendet werden.',
  },
  settings: {
    title: 'Zwei-Faktor-Authentifizierung',
    status: 'Zwei-Faktor-Authentifizierung',
    on: 'aktiv',
    off: 'nicht aktiv',
    what: 'Mit der Zwei-Faktor-Authentifizierung brauchen Sie zum Anmelden zweierlei: Ihr Passwort und einen Code oder Schlüssel. Wer nur Ihr Passwort kennt, kann sich nicht anmelden.',
    prepare: 'Bevor Sie beginnen',
    enable: 'Aktivieren',
    disable: 'Deaktivieren',
    apps: 'Ihre Methoden',
    added: 'Hinzugefügt',
    lastUsed: 'Zuletzt verwendet',
    asked: 'wird zuerst abgefragt',
    suspended:
      'nach zu vielen falschen Codes gesperrt: Entfernen Sie die Methode und richten Sie sie neu ein',
    switchedOff: 'durch die laufende Wiederherstellung Ihres Kontos abgeschaltet',
    rename: 'Umbenennen',
    remove: 'Entfernen',
    addApp: 'Weitere App hinzufügen',
    limit: 'Mehr davon sind in diesem Portal nicht möglich.',
    check:
      'Prüfen Sie hier ab und zu, ob noch alles so ist, wie Sie es eingestellt haben, und wann es zuletzt verwendet wurde.',
    codes: 'Backup-Codes',
    codesLeft: (left, issued) => `${left} von ${issued} übrig.`,
    codesLow: 'Es sind nur noch wenige übrig. Erstellen Sie rechtzeitig neue.',
    codesUnconfirmed: 'Sie haben noch nicht bestätigt, dass Sie sie aufbewahrt haben.',
    newCodes: 'Neue Backup-Codes erstellen',
    method: 'Methode',
    sentTo: 'Codes gehen an',
    numberChanged:
      'Ihre Telefonnummer hat sich geändert: Codes gehen noch an die alte. Bestätigen Sie die neue.',
    addressChanged:
      'Ihre E-Mail-Adresse hat sich geändert: Codes gehen noch an die alte. Bestätigen Sie die neue.',
    proveNumber: 'Neue Nummer bestätigen',
    proveAddress: 'Neue Adresse bestätigen',
    numberGone:
      'In Ihrem Profil steht keine Telefonnummer mehr: Codes gehen noch an die alte. Tragen Sie im Profil eine neue Nummer ein, oder entfernen Sie diese Methode.',
    addressGone:
      'In Ihrem Profil steht keine E-Mail-Adresse mehr: Codes gehen noch an die alte. Tragen Sie im Profil eine neue Adresse ein, oder entfernen Sie diese Methode.',
    editProfile: 'Profil ändern',
    model: 'Modell',
    setUpAlready: 'Schon eingerichtet.',
    askFirst: 'Zuerst abfragen',
    optionsHeading: 'Möglichkeiten',
    addHeading: 'Methode hinzufügen',
    add: 'Einrichten',
    second: 'Zweite Methode hinzufügen (empfohlen)',
    secondLead:
      'Sie haben nur eine Methode. Mit einer zweiten kommen Sie auch dann in Ihr Konto, wenn die erste verloren geht: zum Beispiel eine App auf dem Telefon und ein Sicherheitsschlüssel am Schlüsselbund.',
    spareKey:
      'Sie haben nur einen Sicherheitsschlüssel. Wir empfehlen zwei: Registrieren Sie einen Ersatzschlüssel und bewahren Sie ihn an einem sicheren Ort auf.',
  },
  enrol: {
    title: 'Zwei-Faktor-Authentifizierung einrichten',
    lead: 'Wählen Sie eine dieser Methoden und richten Sie sie jetzt ein. Ihr Konto öffnet sich, sobald sie funktioniert.',
    later: 'Nicht jetzt',
  },
  setUp: {
    title: 'Authenticator-App einrichten',
    what: 'Eine Authenticator-App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen 6-stelligen Code. Sie braucht kein Netz und sendet uns nichts.',
    appsHeading: 'Empfohlene Apps',
    appsLead:
      'Wenn Sie noch keine haben, installieren Sie eine von diesen. Jede andere App für „TOTP“-Codes geht auch.',
    android: 'Android',
    ios: 'iPhone und iPad (iOS)',
    appFor: (app, system) => `${app} für ${system}`,
    qr: 'QR-Code für Ihre Authenticator-App',
    keyHeading: 'Geheimer Schlüssel',
    keyLead:
      'Wählen Sie in der App „Einrichtungsschlüssel eingeben“ und tippen Sie diesen Schlüssel ein. Leerzeichen spielen keine Rolle.',
    keyAccount: 'Konto',
    keyType: 'Art des Schlüssels',
    timeBased: 'zeitbasiert',
    secrecy:
      'Machen Sie keinen Screenshot vom QR-Code oder vom geheimen Schlüssel, und geben Sie beides nicht weiter. Wer sie hat, kann Ihre Codes erzeugen und in Ihr Konto gelangen.',
    cancel: 'Abbrechen',
  },
  addApp: {
    title: 'Weitere App hinzufügen',
    lead: 'Mit einer zweiten App, auf einem Tablet oder einem anderen Telefon, können Sie sich anmelden, wenn die erste nicht zur Hand ist.',
    label: 'Name',
    hint: 'Ein Name, an dem Sie Ihre Methoden unterscheiden, zum Beispiel „Schlüssel am Schlüsselbund“.',
    button: 'Weiter',
    firstLabel: 'Authenticator-App',
    invalid: 'Bitte geben Sie einen Namen mit 1 bis 64 Zeichen ein.',
  },
  renameApp: { title: 'Methode umbenennen', button: 'Namen speichern' },
  removeApp: {
    title: 'Methode entfernen',
    lead: (label) =>
      `„${label}“ wird nicht mehr abgefragt und nicht mehr angenommen. Ihre anderen Methoden gelten weiter.`,
    button: 'Entfernen',
  },
  disable: {
    title: 'Zwei-Faktor-Authentifizierung deaktivieren',
    lead: 'Danach öffnet allein Ihr Passwort Ihr Konto. Alle Ihre Methoden und Backup-Codes gelten hier nicht mehr. Sie können sie jederzeit neu einrichten.',
    button: 'Deaktivieren',
  },
  newCodes: {
    title: 'Neue Backup-Codes erstellen',
    lead: 'Sie erhalten eine neue Liste. Alle Codes der alten Liste gelten sofort nicht mehr.',
    button: 'Neue Codes erstellen',
  },
  codes: {
    title: 'Ihre Backup-Codes',
    lead: 'Mit jedem dieser Codes können Sie sich einmal anmelden, wenn Sie Ihre Authenticator-App verlieren.',
    keep: 'Kopieren Sie sie jetzt in eine Datei und bewahren Sie diese sicher auf, getrennt von Benutzername und Passwort.',
    once: 'Sie werden nur dieses eine Mal angezeigt.',
    list: 'Backup-Codes, einer in jeder Zeile',
    agreeLead: 'Ich habe meine Backup-Codes aufbewahrt.',
    agree: 'Bestätigen',
  },
  confirm: {
    title: 'Bestätigen Sie Ihre Identität',
    titleFor: (purpose) => `Bestätigen Sie Ihre Identität: ${purpose}`,
    purposes: {
      enrol: 'Methode einrichten',
      remove: 'Methode entfernen',
      'set-primary': 'wählen, welche Methode zuerst abgefragt wird',
      'regenerate-backup-codes': 'neue Backup-Codes erstellen',
      manage: 'Ihre Methoden ändern',
    },
    lead: 'Vor dieser Änderung weisen Sie bitte noch einmal nach, dass Sie es sind.',
    codeLead: (label) => `Geben Sie den Code ein, den Ihre App „${label}“ gerade anzeigt.`,
    emailLead: (hint) => `Wir prüfen mit einem Code per E-Mail an ${hint}, dass Sie es sind.`,
    smsLead: (hint) => `Wir prüfen mit einem Code per SMS an ${hint}, dass Sie es sind.`,
    keyLead: (labels) => `Verwenden Sie Ihren Schlüssel ${labels}.`,
    codeButton: 'Bestätigen',
    shown: 'Sie haben Ihre Identität nachgewiesen. Möchten Sie mit Ihrer Änderung fortfahren?',
    goOn: 'Fortfahren',
    password: 'Passwort',
    passwordLead: 'Geben Sie Ihr Passwort ein.',
    passwordButton: 'Passwort bestätigen',
    wrongPassword: 'Dieses Passwort ist falsch.',
    backupCodeHeading: 'Oder verwenden Sie einen Backup-Code',
    backupCodeButton: 'Mit einem Backup-Code bestätigen',
  },
  notices: {
    enabled: 'Die Zwei-Faktor-Authentifizierung ist aktiv.',
    disabled:
      'Die Zwei-Faktor-Authentifizierung ist nicht mehr aktiv. Jetzt öffnet allein Ihr Passwort Ihr Konto.',
    appAdded: 'Die App wurde hinzugefügt.',
    methodAdded: 'Die Methode wurde hinzugefügt.',
    contactVerified: 'Bestätigt. Codes gehen ab jetzt dorthin.',
    askedFirst: 'Gespeichert. Diese Methode wird ab jetzt zuerst abgefragt.',
    appRemoved: 'Die Methode wurde entfernt.',
    appRenamed: 'Die Methode wurde umbenannt.',
    codesKept: 'Ihre neuen Backup-Codes sind aktiv.',
    backupCodeUsed: 'Sie haben sich mit einem Backup-Code angemeldet. Er gilt nicht noch einmal.',
    signedOut: 'Sie sind abgemeldet.',
    signInFirst: 'Bitte melden Sie sich zuerst an.',
    signInAgain: 'Bitte melden Sie sich noch einmal an.',
    recoveryAsked: 'Wir haben Ihre Anfrage erhalten.',
    recoveryLater:
      'Eine Anfrage zu diesem Konto wurde vor Kurzem abgebrochen. Bitte warten Sie, bevor Sie es erneut versuchen, oder wenden Sie sich an den Support.',
    recoveryMoved:
      'Der Stand Ihrer Anfrage hat sich geändert, oder die Zeit ist abgelaufen. Bitte melden Sie sich noch einmal an, um fortzufahren.',
    recoveryStopped:
      'Die Wiederherstellung ist gestoppt. Wenn Sie sie nicht angefordert haben, ändern Sie jetzt Ihr Passwort.',
    recoveryOver: 'Diese Wiederherstellung läuft nicht mehr. Es wurde nichts geändert.',
    browserRevoked: 'Diesem Browser wird nicht mehr vertraut.',
    browsersRevoked: 'Keinem Browser wird mehr vertraut.',
    waitedTooLong:
      'Das hat zu lange gedauert, deshalb wurde nichts geändert. Bitte füllen Sie das Formular noch einmal aus.',
    askedMeanwhile:
      'Inzwischen wurde etwas anderes angefordert, vielleicht in einem anderen Fenster. Deshalb wurde nichts geändert. Bitte versuchen Sie es noch einmal. Wenn Sie das nicht waren, melden Sie sich ab und ändern Sie Ihr Passwort.',
    tooSlow:
      'Das hat zu lange gedauert, oder es hat sich inzwischen etwas geändert. Bitte melden Sie sich noch einmal an.',
    startAgain: 'Diese Einrichtung ist beendet. Es wurde nichts geändert. Bitte beginnen Sie von vorn.',
    sessionsStayed:
      'Die Änderung wurde ausgeführt, aber Ihre anderen Sitzungen konnten nicht beendet werden. Bitte melden Sie sich dort selbst ab.',
    setUpFirst:
      'Richten Sie zuerst eine Methode ein und wiederholen Sie dann den Vorgang. Es wurde nichts geändert.',
    notPossible: 'Das ist im Moment nicht möglich. Es wurde nichts geändert.',
    codesNotYours: 'Es gibt nichts mehr zu bestätigen. Bitte beginnen Sie von vorn.',
  },
  errors: {
    staleTitle: 'Dieses Formular ist nicht mehr aktuell',
    stale:
      'Es wurde nichts geändert. Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.',
    tooLargeTitle: 'Dieses Formular ist zu groß',
    tooLarge:
      'Es wurde nichts geändert. Bitte kürzen Sie Ihren Text und senden Sie das Formular noch einmal.',
    unreadableTitle: 'Dieses Formular kann nicht gelesen werden',
    unreadable:
      'Es wurde nichts geändert. Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.',
    missingTitle: 'Diese Seite gibt es nicht',
    missing: 'Vielleicht ist die Adresse falsch geschrieben, oder die Seite wurde verschoben.',
    brokenTitle: 'Bei uns ist ein Fehler aufgetreten',
    broken: 'Niemand wurde angemeldet, und nichts ging verloren. Bitte versuchen Sie es gleich noch einmal.',
    home: 'Zur Startseite',
  },
  ...layouts,
  addMethod,
  methods,
  recovery,
  browsers: {
    trust: (time) => `Diesem Browser vertrauen (${time})`,
    trustHint:
      'So lange wird hier nicht nach dem zweiten Schritt gefragt. Nur auf einem Gerät, das niemand sonst benutzt. Sie können es in Ihren Einstellungen beenden.',
    heading: 'Vertrauenswürdige Browser',
    lead: 'In diesen Browsern öffnet allein das Passwort Ihr Konto. Einen kennen Sie nicht oder haben Sie nicht mehr? Beenden Sie das Vertrauen.',
    none: 'Keine. Bei jeder Anmeldung wird nach Ihrem zweiten Schritt gefragt.',
    place: 'Ort',
    since: 'Vertraut seit',
    lastUsed: 'Zuletzt verwendet',
    until: 'Bis',
    end: 'Vertrauen beenden',
    endAll: 'Vertrauen für alle beenden',
    unnamed: 'Ein Browser',
    on: (browser, system) => `${browser} auf ${system}`,
  },
};
