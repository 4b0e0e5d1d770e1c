import type { Texts } from '../../texts/catalogue.ts';

export const addMethod: Texts['addMethod'] = {
  know: 'Bon à savoir',
  keep: 'Pour ne pas perdre l’accès',
  begin: 'Continuer',
  check: 'Activer',
  back: 'Choisir une autre méthode',
  appsHeading: '1. Installez une application d’authentification',
  scanHeading: '2. Scannez le code QR',
  codeHeading: '3. Saisissez le code',
  appCode: 'Saisissez le code que l’application affiche pour ce compte. Rien ne prend effet avant.',
  scan: 'Ouvrez l’application, ajoutez un compte et visez ce code QR avec l’appareil photo. L’application affiche alors 6 chiffres.',
  noScan: 'Je ne peux pas scanner le code QR',
  name: 'Nom',
  nextName: (name, number) => `${name} ${number}`,
  nameHint: 'Avec vos mots, pour la distinguer des autres : « Clé de mon porte-clés », par exemple.',
  emailGoes: 'Nous envoyons un code à votre adresse e-mail enregistrée, pour vérifier qu’il arrive.',
  smsGoes: 'Nous envoyons un code à votre numéro de téléphone enregistré, pour vérifier qu’il arrive.',
  notAlone:
    'Ce ne peut pas être votre seule méthode. Configurez-en d’abord une autre, puis ajoutez celle-ci.',
  noContact:
    'Nous n’avons aucune adresse ni aucun numéro de vous pour cela. Ajoutez-les d’abord à votre profil, ou choisissez une autre méthode.',
  registered: 'Cette clé est déjà enregistrée ici. Utilisez-en une autre.',
  impossible: 'Cette méthode ne peut pas être ajoutée pour le moment.',
};

export const methods: Texts['methods'] = {
  totp: {
    name: 'Application d’authentification (TOTP)',
    summary:
      'Une application sur votre téléphone affiche un code à 6 chiffres, et un nouveau toutes les 30 secondes.',
    rank: { says: 'Le choix le plus courant', tone: 'plain' },
    notes: ['Gratuite, et hors ligne : l’application n’a besoin d’aucun réseau.'],
    keep: [
      'Conservez le code QR, ou la clé secrète qu’il contient, dans un gestionnaire de mots de passe. Sans cela, vous ne pourrez pas passer seul à un nouveau téléphone.',
      'Faites-le maintenant : une fois le code vérifié, personne ne pourra plus vous les montrer.',
    ],
  },
  email: {
    name: 'Code par e-mail',
    summary:
      'À chaque connexion, nous envoyons un code à votre adresse e-mail enregistrée. Il sert une fois.',
    rank: { says: 'La moins sûre', tone: 'caution' },
    caution: 'À garder comme secours, à côté d’une méthode principale plus sûre.',
    notes: [
      'Rien à installer.',
      'La moins sûre des quatre : quiconque peut ouvrir votre messagerie peut utiliser le code. Mieux vaut la garder comme secours, à côté d’une méthode principale plus sûre.',
    ],
    keep: [
      'Assurez-vous de pouvoir lire cette messagerie aussi depuis un autre appareil que celui avec lequel vous vous connectez.',
    ],
  },
  sms: {
    name: 'Code par SMS',
    summary:
      'À chaque connexion, nous envoyons un code à votre numéro de téléphone enregistré. Il sert une fois.',
    caution: 'Demande un réseau mobile, et échoue en voyage avec une autre carte SIM.',
    notes: [
      'Il faut un réseau mobile au moment de la connexion : cela échoue dans un sous-sol, en voyage avec une autre carte SIM, ou après la perte du numéro.',
      'Ce ne devrait pas être votre seule méthode ; nous la proposons donc à côté d’une autre.',
    ],
    keep: [
      'Gardez à jour le numéro de téléphone de votre profil. S’il change, modifiez-le ici avant de changer de carte SIM.',
    ],
  },
  webauthn: {
    name: 'Clé de sécurité',
    summary:
      'Une petite clé USB ou NFC, comme une YubiKey, que vous insérez ou touchez quand on vous le demande.',
    rank: { says: 'La plus sûre', tone: 'good' },
    notes: [
      'La plus sûre des quatre : il n’y a pas de code que l’on pourrait saisir sur un faux site.',
      'Une clé coûte environ 25 à 60 euros. Nous en recommandons deux : une pour tous les jours, une de réserve.',
    ],
    keep: [
      'Enregistrez aussi une deuxième clé et gardez-la en lieu sûr. Perdre la seule vous ferait perdre l’accès.',
    ],
  },
};

export const layouts: Pick<Texts, 'keyThenCheck' | 'scanAndCheck' | 'switches'> = {
  keyThenCheck: {
    prepare:
      'Installez une application d’authentification sur votre téléphone et ouvrez-la, pour qu’elle soit prête à scanner. Toute application de codes « TOTP » convient.',
    steps: [
      'Ouvrez l’application d’authentification sur votre téléphone.',
      'Choisissez « Ajouter un compte » ou « + ».',
      'Choisissez « Scanner un code QR » et visez ce code QR avec l’appareil photo. Si cela ne marche pas, tapez la clé secrète dans l’application.',
      'L’application affiche maintenant 6 chiffres pour votre compte, et de nouveaux toutes les 30 secondes.',
    ],
    scan: 'Scannez le code QR',
    noEffect:
      'Rien n’est encore activé. Cela ne prend effet qu’après la page suivante, où vous saisissez un code de l’application.',
    continue: 'Continuer',
    check: {
      title: 'Vérifier le code',
      warning:
        'N’enregistrez que lorsque votre application affiche le compte et ses 6 chiffres. Sinon, vous pourriez ne plus pouvoir vous connecter.',
      button: 'Enregistrer',
      back: 'Revenir au code QR',
    },
    active: {
      title: 'La double authentification est active',
      next: 'Que faire maintenant',
      verify:
        'Déconnectez-vous et reconnectez-vous tout de suite. Si un code vous est demandé après le mot de passe, tout fonctionne.',
      logOut: 'Se déconnecter maintenant',
      backup:
        'Avant de changer de téléphone, sauvegardez votre application d’authentification, si elle le permet, pour ne pas perdre vos codes.',
      later: 'Aller aux paramètres de sécurité',
    },
  },
  scanAndCheck: {
    step1: 'Étape 1 : scannez le code QR',
    step1Lead:
      'Ouvrez l’application d’authentification, ajoutez un compte et visez ce code QR avec l’appareil photo. L’application reprend elle-même votre nom d’utilisateur et affiche 6 chiffres.',
    noScan: 'Je ne peux pas scanner le code QR',
    step2: 'Étape 2 : saisissez le code de l’application',
    enable: 'Activer',
  },
  switches: {
    heading: 'Double authentification',
    lead: 'Une deuxième étape après votre mot de passe. Elle n’est qu’à vous : chaque personne qui utilise ce compte configure la sienne.',
    preferences: 'Préférences',
    preferencesOff: 'Pour choisir une méthode principale, activez d’abord les deux méthodes.',
    switch: (name) => `${name}, double authentification`,
    on: 'Active',
    off: 'Inactive',
    stays: 'Pour désactiver cette méthode, activez d’abord l’autre.',
    activate: {
      title: (name) => `Activer : ${name}`,
      lead: 'Saisissez d’abord votre mot de passe.',
      button: 'Confirmer le mot de passe',
    },
    deactivate: {
      title: (name) => `Désactiver : ${name}`,
      lead: (name) => `${name} : cette méthode ne sera plus demandée ni acceptée. L’autre reste active.`,
      button: 'Désactiver',
    },
    primary: {
      title: 'Méthode principale',
      lead: 'La méthode principale est demandée en premier à la connexion. Vous pouvez toujours y choisir l’autre.',
      legend: 'Quelle méthode faut-il demander en premier ?',
      tag: 'principale',
      button: 'Enregistrer',
    },
  },
};
