import type { Texts } from '../../texts/catalogue.ts';

export const addMethod: Texts['addMethod'] = {
  know: 'Gut zu wissen',
  keep: 'Damit Sie sich nicht aussperren',
  begin: 'Weiter',
  check: 'Aktivieren',
  back: 'Andere Methode wählen',
  appsHeading: '1. Authenticator-App installieren',
  scanHeading: '2. QR-Code scannen',
  codeHeading: '3. Code eingeben',
  appCode: 'Geben Sie den Code ein, den die App für dieses Konto anzeigt. Vorher gilt noch nichts.',
  scan: 'Öffnen Sie die App, fügen Sie ein Konto hinzu und richten Sie die Kamera auf diesen QR-Code. Die App zeigt dann 6 Ziffern.',
  noScan: 'Ich kann den QR-Code nicht scannen',
  name: 'Name',
  nextName: (name, number) => `${name} ${number}`,
  nameHint: 'Ein Name, an dem Sie die Methode erkennen, zum Beispiel „Schlüssel am Schlüsselbund“.',
  emailGoes: 'Wir senden einen Code an Ihre registrierte E-Mail-Adresse, um zu sehen, dass er ankommt.',
  smsGoes: 'Wir senden einen Code an Ihre registrierte Telefonnummer, um zu sehen, dass er ankommt.',
  notAlone:
    'Das kann nicht Ihre einzige Methode sein. Bitte richten Sie zuerst eine andere ein und fügen Sie dann diese hinzu.',
  noContact:
    'Wir haben dafür keine Adresse oder Nummer von Ihnen. Tragen Sie sie zuerst in Ihrem Profil ein, oder wählen Sie eine andere Methode.',
  registered: 'Dieser Schlüssel ist hier schon registriert. Bitte verwenden Sie einen anderen.',
  impossible: 'Diese Methode kann im Moment nicht hinzugefügt werden.',
};

export const methods: Texts['methods'] = {
  totp: {
    name: 'Authenticator-App (TOTP)',
    summary: 'Eine App auf Ihrem Telefon zeigt einen 6-stelligen Code und alle 30 Sekunden einen neuen.',
    rank: { says: 'Am häufigsten gewählt', tone: 'plain' },
    notes: ['Kostenlos und offline: Die App braucht kein Netz.'],
    keep: [
      'Bewahren Sie den QR-Code oder den geheimen Schlüssel darin in einem Passwortmanager auf. Ohne ihn können Sie nicht selbst auf ein neues Telefon wechseln.',
      'Tun Sie das jetzt: Nach der Prüfung des Codes kann sie Ihnen niemand mehr zeigen.',
    ],
  },
  email: {
    name: 'Code per E-Mail',
    summary: 'Bei jeder Anmeldung senden wir einen Code an Ihre registrierte E-Mail-Adresse. Er gilt einmal.',
    rank: { says: 'Am schwächsten', tone: 'caution' },
    caution: 'Am besten als Reserve neben einer stärkeren Hauptmethode.',
    notes: [
      'Nichts zu installieren.',
      'Die schwächste der vier: Wer Ihr Postfach öffnen kann, kann den Code verwenden. Am besten ist sie als Reserve neben einer stärkeren Hauptmethode.',
    ],
    keep: [
      'Stellen Sie sicher, dass Sie dieses Postfach auch auf einem anderen Gerät lesen können, nicht nur auf dem, mit dem Sie sich anmelden.',
    ],
  },
  sms: {
    name: 'Code per SMS',
    summary: 'Bei jeder Anmeldung senden wir einen Code an Ihre registrierte Telefonnummer. Er gilt einmal.',
    caution: 'Braucht Mobilfunkempfang und versagt auf Reisen mit einer anderen SIM-Karte.',
    notes: [
      'Sie brauchen beim Anmelden Mobilfunkempfang: Im Keller, auf Reisen mit einer anderen SIM-Karte oder nach Verlust der Nummer funktioniert es nicht.',
      'SMS sollte nicht Ihre einzige Methode sein, deshalb bieten wir sie neben einer anderen an.',
    ],
    keep: [
      'Halten Sie die Telefonnummer in Ihrem Profil aktuell. Wenn sie sich ändert, ändern Sie sie hier, bevor Sie die SIM-Karte wechseln.',
    ],
  },
  webauthn: {
    name: 'Sicherheitsschlüssel',
    summary:
      'Ein kleiner USB- oder NFC-Schlüssel, zum Beispiel ein YubiKey, den Sie auf Aufforderung einstecken oder berühren.',
    rank: { says: 'Am stärksten', tone: 'good' },
    notes: [
      'Die stärkste der vier: Es gibt keinen Code, den man auf einer gefälschten Seite eintippen könnte.',
      'Ein Schlüssel kostet etwa 25 bis 60 Euro. Wir empfehlen zwei: einen für jeden Tag, einen als Ersatz.',
    ],
    keep: [
      'Registrieren Sie auch einen zweiten Schlüssel und bewahren Sie ihn sicher auf. Wer den einzigen verliert, ist ausgesperrt.',
    ],
  },
};

export const layouts: Pick<Texts, 'keyThenCheck' | 'scanAndCheck' | 'switches'> = {
  keyThenCheck: {
    prepare:
      'Installieren Sie eine Authenticator-App auf Ihrem Telefon und öffnen Sie sie, damit sie zum Scannen bereit ist. Jede App für „TOTP“-Codes geht.',
    steps: [
      'Öffnen Sie die Authenticator-App auf Ihrem Telefon.',
      'Wählen Sie „Konto hinzufügen“ oder „+“.',
      'Wählen Sie „QR-Code scannen“ und richten Sie die Kamera auf diesen QR-Code. Wenn das nicht geht, tippen Sie den geheimen Schlüssel in die App.',
      'Die App zeigt jetzt 6 Ziffern für Ihr Konto, und alle 30 Sekunden neue.',
    ],
    scan: 'QR-Code scannen',
    noEffect:
      'Noch ist nichts eingeschaltet. Es gilt erst nach der nächsten Seite, auf der Sie einen Code aus der App eingeben.',
    continue: 'Weiter',
    check: {
      title: 'Code prüfen',
      warning:
        'Speichern Sie erst, wenn Ihre App das Konto und 6 Ziffern zeigt. Sonst können Sie sich später vielleicht nicht anmelden.',
      button: 'Speichern',
      back: 'Zurück zum QR-Code',
    },
    active: {
      title: 'Die Zwei-Faktor-Authentifizierung ist aktiv',
      next: 'Was Sie jetzt tun sollten',
      verify:
        'Melden Sie sich gleich ab und wieder an. Wenn nach dem Passwort nach einem Code gefragt wird, funktioniert alles.',
      logOut: 'Jetzt abmelden',
      backup:
        'Bevor Sie das Telefon wechseln, sichern Sie Ihre Authenticator-App, wenn sie das kann, damit Sie Ihre Codes nicht verlieren.',
      later: 'Zu den Sicherheitseinstellungen',
    },
  },
  scanAndCheck: {
    step1: 'Schritt 1: QR-Code scannen',
    step1Lead:
      'Öffnen Sie die Authenticator-App, fügen Sie ein Konto hinzu und richten Sie die Kamera auf diesen QR-Code. Die App übernimmt Ihren Benutzernamen selbst und zeigt 6 Ziffern.',
    noScan: 'Ich kann den QR-Code nicht scannen',
    step2: 'Schritt 2: Code aus der App eingeben',
    enable: 'Aktivieren',
  },
  switches: {
    heading: 'Zwei-Faktor-Authentifizierung',
    lead: 'Ein zweiter Schritt nach Ihrem Passwort. Er gehört nur Ihnen: Alle Personen mit Zugang zu diesem Konto richten ihren eigenen ein.',
    preferences: 'Voreinstellungen',
    preferencesOff: 'Um eine Hauptmethode zu wählen, aktivieren Sie zuerst beide Methoden.',
    switch: (name) => `${name}, Zwei-Faktor-Authentifizierung`,
    on: 'Aktiv',
    off: 'Nicht aktiv',
    stays: 'Um diese Methode zu deaktivieren, aktivieren Sie zuerst die andere.',
    activate: {
      title: (name) => `Aktivieren: ${name}`,
      lead: 'Bitte geben Sie zuerst Ihr Passwort ein.',
      button: 'Passwort bestätigen',
    },
    deactivate: {
      title: (name) => `Deaktivieren: ${name}`,
      lead: (name) =>
        `${name} wird nicht mehr abgefragt und nicht mehr angenommen. Die andere Methode bleibt aktiv.`,
      button: 'Deaktivieren',
    },
    primary: {
      title: 'Hauptmethode',
      lead: 'Die Hauptmethode wird beim Anmelden zuerst abgefragt. Sie können dort immer noch die andere wählen.',
      legend: 'Welche Methode soll zuerst abgefragt werden?',
      tag: 'Hauptmethode',
      button: 'Speichern',
    },
  },
};
