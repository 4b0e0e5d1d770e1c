import type { Texts } from '../../texts/catalogue.ts';

export const addMethod: Texts['addMethod'] = {
  know: 'Jó tudni',
  keep: 'Hogy ne zárja ki magát',
  begin: 'Tovább',
  check: 'Bekapcsolás',
  back: 'Másik módszer választása',
  appsHeading: '1. Telepítsen hitelesítő alkalmazást',
  scanHeading: '2. Olvassa be a QR-kódot',
  codeHeading: '3. Adja meg a kódot',
  appCode: 'Írja be a kódot, amelyet az alkalmazás ehhez a fiókhoz mutat. Addig semmi sem lép életbe.',
  scan: 'Nyissa meg az alkalmazást, adjon hozzá egy fiókot, és irányítsa a kamerát erre a QR-kódra. Az alkalmazás ekkor 6 számjegyet mutat.',
  noScan: 'Nem tudom beolvasni a QR-kódot',
  name: 'Név',
  nextName: (name, number) => `${name} ${number}`,
  nameHint: 'Saját szavaival, hogy megkülönböztesse a többitől: például „Kulcs a kulcscsomómon”.',
  emailGoes: 'Kódot küldünk a regisztrált e-mail-címére, hogy lássuk, megérkezik-e.',
  smsGoes: 'Kódot küldünk a regisztrált telefonszámára, hogy lássuk, megérkezik-e.',
  notAlone: 'Ez nem lehet az egyetlen módszere. Kérjük, előbb állítson be egy másikat, majd adja hozzá ezt.',
  noContact:
    'Ehhez nincs meg a címe vagy a száma. Előbb adja meg a profiljában, vagy válasszon másik módszert.',
  registered: 'Ez a kulcs itt már regisztrálva van. Kérjük, használjon másikat.',
  impossible: 'Ez most nem adható hozzá.',
};

export const methods: Texts['methods'] = {
  totp: {
    name: 'Hitelesítő alkalmazás (TOTP)',
    summary: 'Egy alkalmazás a telefonján 6 számjegyű kódot mutat, 30 másodpercenként újat.',
    rank: { says: 'A legtöbben ezt választják', tone: 'plain' },
    notes: ['Ingyenes, és hálózat nélkül is működik: nincs szüksége internetre vagy térerőre.'],
    keep: [
      'Őrizze a QR-kódot vagy a benne lévő titkos kulcsot jelszókezelőben. Enélkül nem tud önállóan új telefonra váltani.',
      'Tegye meg most: a kód ellenőrzése után senki sem tudja újra megmutatni őket.',
    ],
  },
  email: {
    name: 'Kód e-mailben',
    summary: 'Minden bejelentkezéskor kódot küldünk a regisztrált e-mail-címére. Egyszer használható fel.',
    rank: { says: 'A leggyengébb', tone: 'caution' },
    caution: 'Leginkább tartaléknak való egy erősebb elsődleges módszer mellé.',
    notes: [
      'Semmit sem kell telepíteni.',
      'A négy közül a leggyengébb: aki megnyithatja a postafiókját, felhasználhatja a kódot. Leginkább tartaléknak való egy erősebb elsődleges módszer mellé.',
    ],
    keep: [
      'Győződjön meg róla, hogy ezt a postafiókot másik eszközről is el tudja olvasni, nem csak arról, amelyen bejelentkezik.',
    ],
  },
  sms: {
    name: 'Kód SMS-ben',
    summary: 'Minden bejelentkezéskor kódot küldünk a regisztrált telefonszámára. Egyszer használható fel.',
    caution: 'Térerő kell hozzá, és utazáskor másik SIM-kártyával nem működik.',
    notes: [
      'A bejelentkezéskor térerő kell hozzá: nem működik pincében, utazáskor másik SIM-kártyával vagy a szám elvesztése után.',
      'Ne ez legyen az egyetlen módszere, ezért egy másik mellé kínáljuk.',
    ],
    keep: [
      'Tartsa naprakészen a telefonszámát a profiljában. Ha megváltozik, itt módosítsa, mielőtt SIM-kártyát vált.',
    ],
  },
  webauthn: {
    name: 'Biztonsági kulcs',
    summary: 'Kis USB- vagy NFC-kulcs, például YubiKey, amelyet kérésre bedug vagy megérint.',
    rank: { says: 'A legerősebb', tone: 'good' },
    notes: [
      'A négy közül a legerősebb: nincs kód, amelyet hamis oldalon be lehetne írni.',
      'Egy kulcs körülbelül 25–60 euró. Kettő ajánlott: egy mindennapra, egy tartaléknak.',
    ],
    keep: [
      'Regisztráljon egy második kulcsot is, és tartsa biztonságos helyen. Az egyetlen kulcs elvesztése kizárja a fiókjából.',
    ],
  },
};

export const layouts: Pick<Texts, 'keyThenCheck' | 'scanAndCheck' | 'switches'> = {
  keyThenCheck: {
    prepare:
      'Telepítsen hitelesítő alkalmazást a telefonjára, és nyissa meg, hogy készen álljon a beolvasásra. Bármely, „TOTP” kódokat kezelő alkalmazás megfelel.',
    steps: [
      'Nyissa meg a hitelesítő alkalmazást a telefonján.',
      'Válassza a „Fiók hozzáadása” vagy a „+” lehetőséget.',
      'Válassza a „QR-kód beolvasása” lehetőséget, és irányítsa a kamerát erre a QR-kódra. Ha ez nem működik, írja be a titkos kulcsot az alkalmazásba.',
      'Az alkalmazás most 6 számjegyet mutat a fiókjához, 30 másodpercenként újat.',
    ],
    scan: 'Olvassa be a QR-kódot',
    noEffect:
      'Még semmi sincs bekapcsolva. Csak a következő oldal után lép életbe, ahol megadja az alkalmazás kódját.',
    continue: 'Tovább',
    check: {
      title: 'A kód ellenőrzése',
      warning:
        'Csak akkor mentse, ha az alkalmazás mutatja a fiókot és a 6 számjegyet. Különben később lehet, hogy nem tud bejelentkezni.',
      button: 'Mentés',
      back: 'Vissza a QR-kódhoz',
    },
    active: {
      title: 'A kétlépcsős azonosítás be van kapcsolva',
      next: 'Mi a teendő most',
      verify:
        'Jelentkezzen ki, és rögtön jelentkezzen be újra. Ha a jelszó után kódot kérünk, minden működik.',
      logOut: 'Kijelentkezés most',
      backup:
        'Telefoncsere előtt készítsen biztonsági másolatot a hitelesítő alkalmazásról, ha tud ilyet, hogy ne veszítse el a kódjait.',
      later: 'A biztonsági beállításokhoz',
    },
  },
  scanAndCheck: {
    step1: '1. lépés: olvassa be a QR-kódot',
    step1Lead:
      'Nyissa meg a hitelesítő alkalmazást, adjon hozzá egy fiókot, és irányítsa a kamerát erre a QR-kódra. Az alkalmazás magától átveszi a felhasználónevét, és 6 számjegyet mutat.',
    noScan: 'Nem tudom beolvasni a QR-kódot',
    step2: '2. lépés: adja meg az alkalmazás kódját',
    enable: 'Bekapcsolás',
  },
  switches: {
    heading: 'Kétlépcsős azonosítás',
    lead: 'Második lépés a jelszava után. Csak az Öné: a fiók minden felhasználója a sajátját állítja be.',
    preferences: 'Beállítások',
    preferencesOff: 'Az elsődleges módszer kiválasztásához előbb kapcsolja be mindkét módszert.',
    switch: (name) => `${name}, kétlépcsős azonosítás`,
    on: 'Bekapcsolva',
    off: 'Kikapcsolva',
    stays: 'A módszer kikapcsolásához előbb kapcsolja be a másikat.',
    activate: {
      title: (name) => `Bekapcsolás: ${name}`,
      lead: 'Kérjük, előbb adja meg a jelszavát.',
      button: 'Jelszó megerősítése',
    },
    deactivate: {
      title: (name) => `Kikapcsolás: ${name}`,
      lead: (name) => `${name}: ezt többé nem kérjük és nem fogadjuk el. A másik módszer bekapcsolva marad.`,
      button: 'Kikapcsolás',
    },
    primary: {
      title: 'Elsődleges módszer',
      lead: 'Bejelentkezéskor az elsődleges módszert kérjük először. Ott továbbra is választhatja a másikat.',
      legend: 'Melyik módszert kérjük elsőként?',
      tag: 'elsődleges',
      button: 'Mentés',
    },
  },
};
