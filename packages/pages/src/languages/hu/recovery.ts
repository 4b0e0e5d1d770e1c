import type { Texts } from '../../texts/catalogue.ts';

export const recovery: Texts['recovery'] = {
  lost: {
    title: 'Nem tudja többé elvégezni a második lépést?',
    lead: 'A jelszava helyes, de önmagában nem nyitja meg a fiókját.',
    ways: 'Ezek a helyreállítási lehetőségei.',
    stillToDo: 'Mi következik',
    blocked:
      'Túlságosan sok volt a hibás kód. A fiókja védelmében a módszerei zárolva vannak, többé nem kérjük őket.',
    others: 'Másik módszerének használata',
    othersLead: 'Többet is beállított. Mindegyik megnyitja a fiókját.',
    codes: 'Tartalék kód használata',
    codesLead: 'Egy kód a beállításkor kapott listáról. Minden kód csak egyszer érvényes.',
    codesButton: 'Tartalék kód megadása',
    noCodes: 'Ehhez a fiókhoz nincs felhasználható tartalék kód.',
    support: 'Hozzáférés kérése az ügyfélszolgálattól',
    supportSteps: ({ address, registered }) => [
      'Nyomja meg a gombot. Ekkor megkapjuk a kérését, és a regisztrált címén visszaigazoljuk.',
      `Írjon a regisztrált e-mail-címéről (${registered}) ide: ${address}. Csak az onnan érkező levelekre válaszolunk, hogy más ne kérhesse a fiókja megnyitását.`,
      'Ellenőrizzük, hogy Ön az, kikapcsoljuk a régi módszerét, és megmondunk egy helyreállítási kódot. Azt, amit elvesztett, nem tudjuk helyreállítani.',
      'Ezután jelentkezzen be a jelszavával, adja meg a kódot, és állítson be új módszert.',
    ],
    supportButton: 'Kérés az ügyfélszolgálathoz',
    form: 'Személyazonosság igazolása űrlappal',
    formSteps: [
      'Töltse ki és küldje el a személyazonossági űrlapot. A regisztrált címén visszaigazoljuk.',
      'Ellenőrizzük az űrlapot, és felhívjuk Önt. Addig itt senki nem tesz semmit, bárki telefonál vagy ír. Telefonon megmondunk egy helyreállítási kódot.',
      'Jelentkezzen be itt újra a jelszavával, adja meg a kódot, és állítson be új módszert. A régiek érvényüket vesztik, amikor az új működik.',
    ],
    formButton: 'A személyazonossági űrlap kitöltése',
    guideLink: 'Útmutató: elveszett bejelentkezési adatok',
    nothingElse: 'Önállóan nincs mód a belépésre. Kérjük, írjon nekünk.',
    back: 'Vissza',
    asked:
      'Valaki, talán Ön, a második lépés nélkül kért újra hozzáférést. Ha nem Ön volt, nyissa meg az üzenetünkben lévő hivatkozást, és állítsa le.',
    askedSee: 'Az állapot megtekintése',
    ready:
      'Egy hozzáférési kérést jóváhagytunk. A helyreállítási kóddal most új módszer állítható be. Ha nem Ön volt, nyissa meg az üzenetünkben lévő hivatkozást, és állítsa le.',
    goOn: 'Tovább',
  },
  progress: {
    heading: 'Az Ön kérése',
    steps: {
      asked: 'Ön kérte',
      checking: 'Ellenőrizzük, hogy Ön az',
      waiting: 'Várakozási idő, amíg a tulajdonos még nemet mondhat',
      ready: 'Ön új módszert állít be',
    },
    done: 'kész',
    now: 'most',
    askedAt: 'Kérve:',
    checking: 'Ellenőrizzük, hogy Ön az. Ezt emberek végzik, ezért időbe telik.',
    heldUntil: (until) =>
      `Mindent ellenőriztünk. Ettől kezdve használható: ${until}. Addig a fiók tulajdonosa még leállíthatja.`,
    ready: 'Mindent ellenőriztünk. Új módszer beállításához adja meg a helyreállítási kódját.',
    told: 'Értesítettük a fiók minden regisztrált címét és számát, és mindegyikről egy kattintással visszavonható a kérés.',
    later: 'Ezt az oldalt bezárhatja. Az állapotot akkor látja, ha később újra bejelentkezik a jelszavával.',
    look: 'Frissítés',
    stopped:
      'A kérése már nincs folyamatban: a fiók tulajdonosa leállította, vagy lejárt. Semmi sem változott.',
  },
  code: {
    label: 'Helyreállítási kód',
    hint: 'A betűk és számok, amelyeket munkatársunk mondott. Ha ketten segítettek, adja meg mindkét részt.',
    button: 'Tovább',
    wrong: 'Ez a helyreállítási kód hibás.',
    malformed: 'Ez nem helyreállítási kód: minden segítő személyhez 8 betű és szám tartozik.',
    used: 'Ezt a helyreállítási kódot már felhasználták. Kérjen újat az ügyfélszolgálattól.',
  },
  off: {
    title: 'A régi bejelentkezési módszere ki van kapcsolva',
    lead: 'Az ügyfélszolgálat ellenőrizte a személyazonosságát, és kikapcsolta a régi módszerét. Új beállításához adja meg a helyreállítási kódot.',
    notYou: 'Nem Ön kérte? Akkor lehet, hogy valaki tudja a jelszavát.',
    stop: 'Állítsa le az Önnek küldött üzenetünkben lévő hivatkozással',
    over: 'Az ügyfélszolgálat kikapcsolta a régi módszerét, és a helyreállítási kód lejárt. Forduljon újra az ügyfélszolgálathoz: új kódot kap.',
    waiting: 'Az ügyfélszolgálat kikapcsolta a régi módszerét. Az új kérését ellenőrizzük.',
  },
  enrol: (rules) => ({
    title: 'Új bejelentkezési módszer beállítása',
    lead: rules.some(({ resets }) => resets === 'on-approval')
      ? 'Az ügyfélszolgálat kikapcsolta a régi módszerét. Állítson be most egy újat: a fiókja megnyílik, amint működik.'
      : 'Állítson be most új bejelentkezési módszert. A fiókja megnyílik, amint működik, és ekkor a régiek érvényüket vesztik.',
  }),
  form: {
    title: 'Személyazonossági űrlap',
    lead: 'Ha az alkalmazás, az eszköz, a szám vagy a postafiók elveszett, és a tartalék kódok is. Minden sort összevetünk a nálunk lévő adatokkal.',
    fullName: 'Teljes név',
    fullNameHint: 'Ahogy a szerződésében szerepel.',
    reach: 'Hogyan érhetjük el most',
    reachHint: 'Telefonszám, amelyen felhívhatjuk az okmánya ellenőrzéséhez.',
    lost: 'Mit veszített el',
    lostHint:
      'Például: „A telefonomat az alkalmazással és a papírt a kódokkal”. Kódokat és jelszavakat ne írjon.',
    missing: 'Kérjük, töltse ki ezt a mezőt.',
    button: 'Űrlap elküldése',
    back: 'Vissza',
    document: 'Amikor hívjuk, tartsa kéznél az okmányát: összevetjük az űrlappal.',
  },
  guide: {
    title: 'Elveszett bejelentkezési adatok',
    lead: 'Mit tehet, ha már nem tud bejelentkezni, a leggyorsabbtól a leglassúbbig.',
    steps: [
      'Van tartalék kódja: jelentkezzen be a felhasználónevével és a jelszavával, válassza a „Tartalék kód használata” lehetőséget, és adjon meg egyet a listájáról. Egyszer érvényes.',
      'Beállított másik módszert: válassza bejelentkezéskor, a „Másik módszer használata” alatt.',
      'Egyik sincs meg: jelentkezzen be a felhasználónevével és a jelszavával, válassza a „Nem férek hozzá a módszereimhez” lehetőséget, és küldje el a személyazonossági űrlapot.',
      'Ellenőrizzük az űrlapot: felhívjuk, megnézzük az okmányát, és összevetjük a nálunk lévő adatokkal. Csak ezután lépünk.',
      'Ha az űrlapot ellenőriztük, jelentkezzen be még egyszer. Végigvezetjük az új módszer beállításán.',
    ],
    told: 'Ha bárki ezt kéri, értesítjük Önt minden címén és számán, amelyet ismerünk. Ha nem Ön volt, ott leállíthatja.',
    signIn: 'A bejelentkezéshez',
  },
  stop: {
    title: 'A fiók helyreállításának leállítása',
    lead: 'Valaki a második lépés nélkül kér belépést a fiókjába. Ha nem Ön volt, itt leállíthatja: ekkor semmi sem változik.',
    warn: 'Ha Ön volt, ne nyomja meg a gombot, és zárja be ezt az oldalt.',
    link: 'Az üzenetünkben lévő hivatkozás',
    linkHint: 'Másolja ki a teljes hivatkozást az üzenetből, és illessze be ide.',
    button: 'Leállítás',
    unreadable:
      'Ez nem az üzenetünkben lévő hivatkozás, vagy hiányzik belőle egy rész. Kérjük, másolja ki a teljes hivatkozást.',
    stoppedTitle: 'Leállítva',
    stopped:
      'Ezen az úton már senki sem lép be. A módszerei olyanok, mint korábban, és ha valaki már használta, kijelentkeztettük.',
    overTitle: 'Nincs mit leállítani',
    over: 'Ez a kérés már nincs folyamatban: már leállították, vagy lejárt. Ez a hivatkozás mást nem tesz.',
    overDoubt: 'Ha nem biztos benne, jelentkezzen be, és nézze meg a biztonsági beállításait.',
    passwordKnown:
      'Lehet, hogy valaki tudja a jelszavát, mert a kéréshez szükség volt rá. Kérjük, változtassa meg most.',
    signIn: 'Bejelentkezés és jelszó módosítása',
    signInLook: 'Bejelentkezés',
  },
  banner: {
    heading: 'A fiókja helyreállítása folyamatban van',
    byUser: (at) =>
      `Valaki, aki tudta a jelszavát, azt állítja, hogy elvesztette a második lépést, és belépést kért. Kérve: ${at}.`,
    byStaff: (at) =>
      `Az ügyfélszolgálatunk indította, mert valaki azt mondta, hogy elvesztette a második lépést. Indítva: ${at}.`,
    requested: 'Eddig semmi sem változott. Ellenőrizzük, ki az.',
    held: (until) => `Jóváhagytuk; ettől kezdve használható: ${until}.`,
    ready: 'Jóváhagytuk, és most használható.',
    completed: 'Felhasználták: valaki új módszert állít be.',
    stop: 'Nem én voltam: leállítás',
  },
  help: {
    title: 'Nem tud bejelentkezni?',
    form: 'A személyazonossági űrlap a bejelentkezésnél küldhető el: adja meg a felhasználónevét és a jelszavát, és válassza a „Nem férek hozzá a módszereimhez” lehetőséget.',
    begin:
      'Először jelentkezzen be a felhasználónevével és a jelszavával, ameddig lehet. Ott találja az összes helyreállítási lehetőségét.',
    signIn: 'A bejelentkezéshez',
  },
};
