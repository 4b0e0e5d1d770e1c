import type { Texts } from '../../texts/catalogue.ts';
import { addMethod, layouts, methods } from './methods.ts';
import { plural } from './plural.ts';
import { recovery } from './recovery.ts';

const minuteCount = plural({ one: '{count} minute', other: '{count} minutes' });
const secondCount = plural({ one: '{count} seconde', other: '{count} secondes' });

export const pages: Texts = {
  frame: {
    skip: 'Aller au contenu',
    signOut: 'Se déconnecter',
    failed: (title) => `Erreur : ${title}`,
    quoted: (name) => `« ${name} »`,
  },
  challenge: {
    title: 'Confirmez votre identité',
    lead: (brand, label) =>
      `Votre mot de passe est correct. Ouvrez maintenant l’application d’authentification que vous avez configurée sous le nom « ${label} » et cherchez l’entrée « ${brand} ».`,
    button: 'Se connecter',
    emailLead: (hint) =>
      `Votre mot de passe est correct. Nous vérifions maintenant que c’est bien vous avec un code envoyé par e-mail à ${hint}.`,
    smsLead: (hint) =>
      `Votre mot de passe est correct. Nous vérifions maintenant que c’est bien vous avec un code envoyé par SMS au ${hint}.`,
    keyLead: (labels) =>
      `Votre mot de passe est correct. Utilisez maintenant la clé que vous avez configurée sous le nom ${labels}.`,
    others: 'Utiliser une autre méthode',
    otherApp: (label) => `Utiliser « ${label} »`,
    otherContact: (label, hint) => `Utiliser « ${label} » (${hint})`,
    lost: 'Je n’ai plus accès à mes méthodes',
    backupCode: 'Utiliser un code de secours',
    cancel: 'Annuler et se connecter avec un autre compte',
  },
  code: {
    label: 'Code à 6 chiffres',
    hint: 'Les 6 chiffres que votre application affiche maintenant. Ils changent toutes les 30 secondes.',
    wrong:
      'Ce code n’est pas correct ou a expiré. Votre application affiche un nouveau code toutes les 30 secondes : saisissez le nouveau.',
    malformed: 'Saisissez les 6 chiffres affichés par votre application.',
    used: 'Vous avez déjà utilisé ce code, et chaque code ne sert qu’une fois.',
    clockOff: (minutes, direction) =>
      `L’horloge de votre téléphone ${direction === 'fast' ? 'avance' : 'retarde'} d’environ ${minuteCount(minutes)}, c’est pourquoi ses codes ne fonctionnent pas. Dans les réglages du téléphone, activez la date et l’heure automatiques, puis saisissez le code affiché par votre application.`,
    next: (seconds) => `Attendez le prochain code (dans ${secondCount(seconds)}) et saisissez-le.`,
  },
  sentCode: {
    label: 'Code à 6 chiffres',
    hint: 'Les 6 chiffres du message.',
    wrong:
      'Ce code n’est pas correct ou a expiré. Seul le dernier code demandé dans cette fenêtre est valable, et une seule fois.',
    malformed: 'Saisissez les 6 chiffres du message.',
    used: 'Vous avez déjà utilisé ce code, et chaque code ne sert qu’une fois. Saisissez le plus récent ou demandez-en un autre.',
    offer: 'Rien n’a encore été envoyé : appuyez sur le bouton pour recevoir le code.',
    send: 'Envoyer le code',
    again: 'Envoyer un autre code',
    sent: (hint, until) => `Nous avons envoyé un code à ${hint}. Il est valable jusqu’à ${until}.`,
    notSent: (hint) =>
      `Nous n’avons pas pu vérifier que le code pour ${hint} est bien parti. S’il n’arrive pas, demandez-en un autre.`,
    resend: (from) => `Rien reçu ? Vous pourrez demander un autre code à partir de : ${from}.`,
    resendNow:
      'Rien reçu ? Vous pouvez demander un autre code maintenant. Le précédent ne sera plus valable.',
    limited: (from) =>
      `Aucun nouveau code n’a encore été envoyé. Vous pourrez en demander un autre à partir de : ${from}. Le dernier reste valable.`,
    limitedHere: (from) =>
      `Aucun code n’a encore été envoyé. Vous pourrez en demander un à partir de : ${from}. Un code envoyé auparavant ne vaut que dans la fenêtre où il a été demandé.`,
    refused: 'Aucun code ne peut y être envoyé pour le moment. Utilisez une autre méthode.',
    spam: 'Regardez aussi dans vos courriers indésirables.',
  },
  key: {
    use: 'Utiliser une clé de sécurité',
    create: 'Enregistrer une clé de sécurité',
    prompt:
      'Gardez la clé à portée de main et appuyez sur le bouton. Quand le navigateur la demande, insérez-la ou touchez-la : une clé USB se branche, une clé NFC s’approche du téléphone. Certaines clés demandent aussi leur code PIN ou votre empreinte.',
    waiting: 'En attente de votre clé. Suivez les instructions du navigateur.',
    script: 'Une clé de sécurité nécessite JavaScript et un navigateur compatible.',
    scriptOthers: 'Activez JavaScript et rechargez la page, ou utilisez une autre méthode.',
    aborted: 'La clé n’a pas répondu, ou la demande a été annulée. Réessayez.',
    twice: 'Cette clé est déjà enregistrée. Utilisez-en une autre.',
    wrong: 'La réponse de la clé n’a pas pu être acceptée. Réessayez ou utilisez une autre méthode.',
  },
  attempts: {
    left: plural({
      one: 'Il vous reste {count} tentative.',
      other: 'Il vous reste {count} tentatives.',
    }),
    locked: (until) =>
      `Trop de codes incorrects. Pour protéger votre compte, aucun code n’est accepté jusqu’à : ${until}. Saisissez ensuite un nouveau code.`,
    last: 'Il vous reste 1 tentative : après une autre réponse incorrecte, cette méthode sera bloquée définitivement.',
    lastThen: 'Après une autre réponse incorrecte, cette méthode sera bloquée définitivement.',
    suspended: 'Il y a eu beaucoup trop de codes incorrects : plus aucun n’est accepté ici.',
  },
  backupCode: {
    title: 'Utiliser un code de secours',
    lead: 'Lors de la configuration de la double authentification, une liste de codes de secours à conserver vous a été présentée. Saisissez l’un d’eux. Chaque code ne sert qu’une fois.',
    label: 'Code de secours',
    hint: 'En majuscules ou en minuscules, avec ou sans les tirets.',
    button: 'Continuer',
    wrong:
      'Ce n’est pas un de vos codes de secours inutilisés. Vérifiez-le ou essayez le suivant de votre liste.',
    malformed: 'Saisissez l’un des codes de secours de votre liste.',
    used: 'Vous avez déjà utilisé ce code de secours, et chacun ne sert qu’une fois. Saisissez-en un autre de votre liste.',
    none: 'Ce compte n’a aucun code de secours utilisable.',
    back: 'Revenir au code de l’application',
    replacementTitle: 'Votre nouveau code de secours',
    replacementLead:
      'Le code que vous avez utilisé n’est plus valable. Celui-ci prend sa place dans votre liste.',
    replacementKeep: 'Notez-le maintenant avec vos autres codes de secours. Il n’est affiché que cette fois.',
    replacementLabel: 'Votre nouveau code de secours',
    replacementButton: 'Je l’ai noté',
  },
  lockedOut: {
    heading: 'Vous ne pouvez pas vous connecter, ou avez perdu votre téléphone ou votre clé ?',
    advice: (address) => `Écrivez depuis votre adresse e-mail enregistrée à ${address}.`,
    why: 'Nous ne répondons qu’aux messages de l’adresse que nous connaissons, pour que personne d’autre ne puisse nous demander d’ouvrir votre compte.',
    registered: (address) => `Votre adresse enregistrée est ${address}.`,
    denied: 'Plus aucun moyen de prouver votre identité ne peut être utilisé.',
  },
  settings: {
    title: 'Double authentification',
    status: 'Double authentification',
    on: 'active',
    off: 'inactive',
    what: 'Avec la double authentification, il faut deux choses pour se connecter : votre mot de passe, et un code ou une clé. Connaître votre mot de passe ne suffit plus.',
    prepare: 'Avant de commencer',
    enable: 'Activer',
    disable: 'Désactiver',
    apps: 'Vos méthodes',
    added: 'Ajoutée',
    lastUsed: 'Dernière utilisation',
    asked: 'demandée en premier',
    suspended: 'bloquée après trop de codes incorrects : supprimez-la et configurez-la de nouveau',
    switchedOff: 'désactivée par la récupération de votre compte en cours',
    rename: 'Renommer',
    remove: 'Supprimer',
    addApp: 'Ajouter une autre application',
    limit: 'Vous en avez déjà autant que ce portail le permet.',
    check:
      'Vérifiez ici de temps en temps que tout est tel que vous l’avez laissé, et la date de dernière utilisation.',
    codes: 'Codes de secours',
    codesLeft: (left, issued) => `Codes restants : ${left} sur ${issued}.`,
    codesLow: 'Il en reste peu. Créez-en de nouveaux avant d’en manquer.',
    codesUnconfirmed: 'Vous n’avez pas encore confirmé que vous les avez conservés.',
    newCodes: 'Créer de nouveaux codes de secours',
    method: 'Méthode',
    sentTo: 'Codes envoyés à',
    numberChanged:
      'Votre numéro de téléphone a changé : les codes sont toujours envoyés à l’ancien. Confirmez le nouveau.',
    addressChanged:
      'Votre adresse e-mail a changé : les codes sont toujours envoyés à l’ancienne. Confirmez la nouvelle.',
    proveNumber: 'Confirmer le nouveau numéro',
    proveAddress: 'Confirmer la nouvelle adresse',
    numberGone:
      'Votre profil n’a plus de numéro de téléphone : les codes sont toujours envoyés à l’ancien. Indiquez un nouveau numéro dans votre profil, ou supprimez cette méthode.',
    addressGone:
      'Votre profil n’a plus d’adresse e-mail : les codes sont toujours envoyés à l’ancienne. Indiquez une nouvelle adresse dans votre profil, ou supprimez cette méthode.',
    editProfile: 'Modifier votre profil',
    model: 'Modèle',
    setUpAlready: 'Déjà configurée.',
    askFirst: 'Demander en premier',
    optionsHeading: 'Possibilités',
    addHeading: 'Ajouter une méthode',
    add: 'Configurer',
    second: 'Ajouter une deuxième méthode (recommandé)',
    secondLead:
      'Vous n’avez qu’une méthode. Une deuxième vous permet d’entrer si vous perdez la première : par exemple une application sur votre téléphone et une clé de sécurité sur votre porte-clés.',
    spareKey:
      'Vous n’avez qu’une clé de sécurité. Nous en recommandons deux : enregistrez une clé de réserve et gardez-la en lieu sûr.',
  },
  enrol: {
    title: 'Configurer la double authentification',
    lead: 'Choisissez une de ces méthodes et configurez-la maintenant. Votre compte s’ouvre dès qu’elle fonctionne.',
    later: 'Pas maintenant',
  },
  setUp: {
    title: 'Configurer votre application d’authentification',
    what: 'Une application d’authentification affiche sur votre téléphone un nouveau code à 6 chiffres toutes les 30 secondes. Elle n’a pas besoin de réseau et ne nous envoie rien.',
    appsHeading: 'Applications recommandées',
    appsLead:
      'Si vous n’en avez pas encore, installez l’une de celles-ci. Toute autre application de codes « TOTP » convient aussi.',
    android: 'Android',
    ios: 'iPhone et iPad (iOS)',
    appFor: (app, system) => `${app} pour ${system}`,
    qr: 'Code QR pour votre application d’authentification',
    keyHeading: 'Clé secrète',
    keyLead:
      'Choisissez « saisir une clé de configuration » dans l’application et tapez cette clé. Les espaces ne comptent pas.',
    keyAccount: 'Compte',
    keyType: 'Type de clé',
    timeBased: 'basée sur l’heure',
    secrecy:
      'Ne faites pas de capture d’écran du code QR ni de la clé secrète, et ne les partagez pas. Quiconque les possède peut générer vos codes et entrer dans votre compte.',
    cancel: 'Annuler',
  },
  addApp: {
    title: 'Ajouter une autre application',
    lead: 'Une deuxième application, sur une tablette ou un autre téléphone, vous permet de vous connecter quand la première n’est pas à portée de main.',
    label: 'Nom',
    hint: 'Avec vos mots, pour distinguer vos méthodes : « Clé de mon porte-clés », par exemple.',
    button: 'Continuer',
    firstLabel: 'Application d’authentification',
    invalid: 'Saisissez un nom de 1 à 64 caractères.',
  },
  renameApp: { title: 'Renommer une méthode', button: 'Enregistrer le nom' },
  removeApp: {
    title: 'Supprimer une méthode',
    lead: (label) =>
      `« ${label} » ne sera plus demandée ni acceptée. Vos autres méthodes continuent de fonctionner.`,
    button: 'Supprimer',
  },
  disable: {
    title: 'Désactiver la double authentification',
    lead: 'Votre mot de passe seul ouvrira alors votre compte. Toutes vos méthodes et vos codes de secours cesseront de fonctionner ici ; vous pourrez les configurer de nouveau à tout moment.',
    button: 'Désactiver',
  },
  newCodes: {
    title: 'Créer de nouveaux codes de secours',
    lead: 'Vous recevez une nouvelle liste. Tous les codes de l’ancienne cessent aussitôt de fonctionner.',
    button: 'Créer de nouveaux codes',
  },
  codes: {
    title: 'Vos codes de secours',
    lead: 'Chacun de ces codes vous permet de vous connecter une fois, si vous perdez votre application d’authentification.',
    keep: 'Copiez-les maintenant dans un fichier et gardez-le en lieu sûr, à l’écart de votre nom d’utilisateur et de votre mot de passe.',
    once: 'Ils ne sont affichés que cette fois.',
    list: 'Codes de secours, un par ligne',
    agreeLead: 'J’ai conservé mes codes de secours.',
    agree: 'Accepter',
  },
  confirm: {
    title: 'Confirmez votre identité',
    titleFor: (purpose) => `Confirmez votre identité pour ${purpose}`,
    purposes: {
      enrol: 'configurer une méthode',
      remove: 'supprimer une méthode',
      'set-primary': 'choisir la méthode demandée en premier',
      'regenerate-backup-codes': 'créer de nouveaux codes de secours',
      manage: 'modifier vos méthodes',
    },
    lead: 'Avant cette modification, prouvez encore une fois que c’est bien vous.',
    codeLead: (label) => `Saisissez le code que votre application « ${label} » affiche maintenant.`,
    emailLead: (hint) => `Nous vérifions que c’est bien vous avec un code envoyé par e-mail à ${hint}.`,
    smsLead: (hint) => `Nous vérifions que c’est bien vous avec un code envoyé par SMS au ${hint}.`,
    keyLead: (labels) => `Utilisez votre clé ${labels}.`,
    codeButton: 'Confirmer',
    shown: 'Vous avez prouvé votre identité. Voulez-vous continuer avec ce que vous avez demandé ?',
    goOn: 'Continuer',
    password: 'Mot de passe',
    passwordLead: 'Saisissez votre mot de passe.',
    passwordButton: 'Confirmer le mot de passe',
    wrongPassword: 'Ce n’est pas votre mot de passe.',
    backupCodeHeading: 'Ou utilisez un code de secours',
    backupCodeButton: 'Confirmer avec un code de secours',
  },
  notices: {
    enabled: 'La double authentification est active.',
    disabled:
      'La double authentification n’est plus active. Votre mot de passe seul ouvre maintenant votre compte.',
    appAdded: 'L’application a été ajoutée.',
    methodAdded: 'La méthode a été ajoutée.',
    contactVerified: 'Confirmé. Les codes y seront désormais envoyés.',
    askedFirst: 'Enregistré. Elle est désormais demandée en premier.',
    appRemoved: 'La méthode a été supprimée.',
    appRenamed: 'La méthode a été renommée.',
    codesKept: 'Vos nouveaux codes de secours sont actifs.',
    backupCodeUsed: 'Vous vous êtes connecté avec un code de secours ; il ne fonctionnera plus.',
    signedOut: 'Vous êtes déconnecté.',
    signInFirst: 'Connectez-vous d’abord.',
    signInAgain: 'Connectez-vous de nouveau.',
    recoveryAsked: 'Nous avons reçu votre demande.',
    recoveryLater:
      'Une demande pour ce compte a été annulée récemment. Patientez avant d’en refaire une, ou contactez l’assistance.',
    recoveryMoved:
      'Votre demande a avancé, ou le temps est écoulé. Connectez-vous de nouveau pour continuer.',
    recoveryStopped:
      'La récupération est arrêtée. Si vous ne l’avez pas demandée, changez votre mot de passe maintenant.',
    recoveryOver: 'Cette récupération n’est plus en cours. Rien n’a été modifié.',
    browserRevoked: 'Ce navigateur n’est plus de confiance.',
    browsersRevoked: 'Plus aucun navigateur n’est de confiance.',
    waitedTooLong:
      'Cela a pris trop de temps, rien n’a donc été modifié. Remplissez de nouveau le formulaire.',
    askedMeanwhile:
      'Autre chose a été demandé entre-temps, peut-être dans une autre fenêtre ; rien n’a donc été modifié. Réessayez. Si ce n’était pas vous, déconnectez-vous et changez votre mot de passe.',
    tooSlow: 'Cela a pris trop de temps, ou quelque chose a changé entre-temps. Connectez-vous de nouveau.',
    startAgain: 'Cette configuration est terminée. Rien n’a été modifié. Recommencez.',
    sessionsStayed:
      'La modification est faite, mais vos autres sessions n’ont pas pu être fermées. Déconnectez-vous-y vous-même.',
    setUpFirst: 'Configurez d’abord une méthode, puis recommencez. Rien n’a été modifié.',
    notPossible: 'Ce n’est pas possible pour le moment. Rien n’a été modifié.',
    codesNotYours: 'Il n’y a plus rien à accepter. Recommencez.',
  },
  errors: {
    staleTitle: 'Ce formulaire n’est plus à jour',
    stale: 'Rien n’a été modifié. Revenez en arrière, rechargez la page et envoyez de nouveau le formulaire.',
    tooLargeTitle: 'Ce formulaire est trop long',
    tooLarge: 'Rien n’a été modifié. Écrivez moins et envoyez de nouveau le formulaire.',
    unreadableTitle: 'Ce formulaire est illisible',
    unreadable:
      'Rien n’a été modifié. Revenez en arrière, rechargez la page et envoyez de nouveau le formulaire.',
    missingTitle: 'Cette page n’existe pas',
    missing: 'L’adresse est peut-être mal saisie, ou la page a été déplacée.',
    brokenTitle: 'Une erreur s’est produite de notre côté',
    broken: 'Personne n’a été connecté et rien n’a été perdu. Réessayez dans un instant.',
    home: 'Aller à la page d’accueil',
  },
  ...layouts,
  addMethod,
  methods,
  recovery,
  browsers: {
    trust: (time) => `Faire confiance à ce navigateur (${time})`,
    trustHint:
      'Pendant ce temps, il ne demandera pas cette deuxième étape. Seulement sur un appareil que personne d’autre n’utilise. Vous pouvez y mettre fin dans vos paramètres.',
    heading: 'Navigateurs de confiance',
    lead: 'Ceux-ci ouvrent votre compte avec le seul mot de passe. L’un d’eux vous est inconnu, ou vous ne l’avez plus ? Retirez-lui votre confiance.',
    none: 'Aucun. Chaque connexion demande votre deuxième étape.',
    place: 'Lieu',
    since: 'De confiance depuis',
    lastUsed: 'Dernière utilisation',
    until: 'Jusqu’au',
    end: 'Retirer la confiance',
    endAll: 'Retirer la confiance à tous',
    unnamed: 'Un navigateur',
    on: (browser, system) => `${browser} sur ${system}`,
  },
};
