import type { Texts } from '../../texts/catalogue.ts';

export const addMethod: Texts['addMethod'] = {
  know: 'Dobré vedieť',
  keep: 'Aby ste nestratili prístup',
  begin: 'Pokračovať',
  check: 'Aktivovať',
  back: 'Vybrať iný spôsob',
  appsHeading: '1. Nainštalujte si overovaciu aplikáciu',
  scanHeading: '2. Naskenujte QR kód',
  codeHeading: '3. Zadajte kód',
  appCode: 'Napíšte kód, ktorý aplikácia zobrazuje pre tento účet. Dovtedy nič neplatí.',
  scan: 'Otvorte aplikáciu, pridajte účet a namierte fotoaparát na tento QR kód. Aplikácia potom zobrazí 6 číslic.',
  noScan: 'Nemôžem naskenovať QR kód',
  name: 'Názov',
  nextName: (name, number) => `${name} ${number}`,
  nameHint: 'Vlastnými slovami, aby ste ho odlíšili od iných: napríklad „Kľúč na zväzku“.',
  emailGoes: 'Pošleme kód na vašu registrovanú e-mailovú adresu, aby sme videli, že príde.',
  smsGoes: 'Pošleme kód na vaše registrované telefónne číslo, aby sme videli, že príde.',
  notAlone: 'Toto nemôže byť váš jediný spôsob. Najprv prosím nastavte iný a potom pridajte tento.',
  noContact:
    'Nemáme na to žiadnu vašu adresu ani číslo. Najprv ich pridajte do profilu alebo vyberte iný spôsob.',
  registered: 'Tento kľúč je tu už zaregistrovaný. Použite prosím iný.',
  impossible: 'Toto teraz nemožno pridať.',
};

export const methods: Texts['methods'] = {
  totp: {
    name: 'Overovacia aplikácia (TOTP)',
    summary: 'Aplikácia vo vašom telefóne zobrazí 6-miestny kód a každých 30 sekúnd nový.',
    rank: { says: 'Volí si ju väčšina ľudí', tone: 'plain' },
    notes: ['Zadarmo a funguje offline: aplikácia nepotrebuje sieť ani signál.'],
    keep: [
      'Uschovajte si QR kód alebo tajný kľúč, ktorý je v ňom, v správcovi hesiel. Bez neho sami neprejdete na nový telefón.',
      'Urobte to teraz: po overení kódu vám ich už nikto nemôže znova ukázať.',
    ],
  },
  email: {
    name: 'Kód e-mailom',
    summary: 'Pri každom prihlásení pošleme kód na vašu registrovanú e-mailovú adresu. Platí raz.',
    rank: { says: 'Najslabšie', tone: 'caution' },
    caution: 'Najlepšie ako záloha popri silnejšom hlavnom spôsobe.',
    notes: [
      'Netreba nič inštalovať.',
      'Najslabší zo štyroch: kód môže použiť každý, kto sa dostane do vašej schránky. Najlepší je ako záloha popri silnejšom hlavnom spôsobe.',
    ],
    keep: [
      'Uistite sa, že túto schránku môžete čítať aj na inom zariadení, nielen na tom, na ktorom sa prihlasujete.',
    ],
  },
  sms: {
    name: 'Kód v SMS',
    summary: 'Pri každom prihlásení pošleme kód na vaše registrované telefónne číslo. Platí raz.',
    caution: 'Potrebuje mobilný signál a zlyhá na cestách s inou SIM kartou.',
    notes: [
      'Pri prihlásení potrebuje mobilný signál: zlyhá v pivnici, na cestách s inou SIM kartou alebo po strate čísla.',
      'Nemal by to byť váš jediný spôsob, preto ho ponúkame popri inom.',
    ],
    keep: [
      'Udržiavajte telefónne číslo v profile aktuálne. Keď ho meníte, zmeňte ho tu skôr, než vymeníte SIM kartu.',
    ],
  },
  webauthn: {
    name: 'Bezpečnostný kľúč',
    summary: 'Malý kľúč USB alebo NFC, napríklad YubiKey, ktorý na požiadanie vložíte alebo sa ho dotknete.',
    rank: { says: 'Najsilnejšie', tone: 'good' },
    notes: [
      'Najsilnejší zo štyroch: nie je tu kód, ktorý by sa dal napísať na falošnej stránke.',
      'Kľúč stojí približne 25 až 60 eur. Odporúčame dva: jeden na každý deň, druhý náhradný.',
    ],
    keep: [
      'Zaregistrujte si aj druhý kľúč a uložte ho na bezpečné miesto. Strata jediného vás pripraví o prístup.',
    ],
  },
};

export const layouts: Pick<Texts, 'keyThenCheck' | 'scanAndCheck' | 'switches'> = {
  keyThenCheck: {
    prepare:
      'Nainštalujte si do telefónu overovaciu aplikáciu a otvorte ju, aby bola pripravená na skenovanie. Vyhovie každá aplikácia na kódy „TOTP“.',
    steps: [
      'Otvorte overovaciu aplikáciu v telefóne.',
      'Zvoľte „Pridať účet“ alebo „+“.',
      'Zvoľte „Naskenovať QR kód“ a namierte fotoaparát na tento QR kód. Ak to nefunguje, napíšte do aplikácie tajný kľúč.',
      'Aplikácia teraz zobrazuje 6 číslic pre váš účet a každých 30 sekúnd nové.',
    ],
    scan: 'Naskenujte QR kód',
    noEffect:
      'Zatiaľ nie je nič zapnuté. Začne to platiť až po nasledujúcej stránke, kde zadáte kód z aplikácie.',
    continue: 'Pokračovať',
    check: {
      title: 'Overenie kódu',
      warning:
        'Uložte až vtedy, keď aplikácia zobrazuje účet a jeho 6 číslic. Inak sa neskôr možno nebudete môcť prihlásiť.',
      button: 'Uložiť',
      back: 'Späť na QR kód',
    },
    active: {
      title: 'Dvojfaktorové overenie je aktívne',
      next: 'Čo urobiť teraz',
      verify: 'Hneď sa odhláste a znova prihláste. Ak sa po hesle vyžiada kód, všetko funguje.',
      logOut: 'Odhlásiť sa teraz',
      backup:
        'Pred výmenou telefónu si zálohujte overovaciu aplikáciu, ak to umožňuje, aby ste nestratili kódy.',
      later: 'Na nastavenia zabezpečenia',
    },
  },
  scanAndCheck: {
    step1: 'Krok 1: naskenujte QR kód',
    step1Lead:
      'Otvorte overovaciu aplikáciu, pridajte účet a namierte fotoaparát na tento QR kód. Aplikácia sama prevezme vaše používateľské meno a zobrazí 6 číslic.',
    noScan: 'Nemôžem naskenovať QR kód',
    step2: 'Krok 2: zadajte kód z aplikácie',
    enable: 'Zapnúť',
  },
  switches: {
    heading: 'Dvojfaktorové overenie',
    lead: 'Druhý krok po vašom hesle. Je len váš: každý používateľ tohto účtu si nastavuje vlastný.',
    preferences: 'Predvoľby',
    preferencesOff: 'Ak chcete vybrať hlavný spôsob, najprv aktivujte oba.',
    switch: (name) => `${name}, dvojfaktorové overenie`,
    on: 'Aktívne',
    off: 'Neaktívne',
    stays: 'Ak chcete tento spôsob deaktivovať, najprv aktivujte druhý.',
    activate: {
      title: (name) => `Aktivovať: ${name}`,
      lead: 'Najprv prosím zadajte svoje heslo.',
      button: 'Potvrdiť heslo',
    },
    deactivate: {
      title: (name) => `Deaktivovať: ${name}`,
      lead: (name) => `${name}: tento spôsob už nebudeme vyžadovať ani prijímať. Druhý zostáva aktívny.`,
      button: 'Deaktivovať',
    },
    primary: {
      title: 'Hlavný spôsob',
      lead: 'Hlavný spôsob sa pri prihlásení vyžiada ako prvý. Stále tam môžete zvoliť druhý.',
      legend: 'Ktorý spôsob sa má vyžiadať ako prvý?',
      tag: 'hlavný',
      button: 'Uložiť',
    },
  },
};
