import type { Texts } from '../../texts/catalogue.ts';

export const recovery: Texts['recovery'] = {
  lost: {
    title: 'Vous ne pouvez plus utiliser votre deuxième étape ?',
    lead: 'Votre mot de passe est correct, mais il ne suffit pas à ouvrir votre compte.',
    ways: 'Voici vos moyens de récupération.',
    stillToDo: 'Et maintenant',
    blocked:
      'Il y a eu beaucoup trop de codes incorrects. Pour protéger votre compte, vos méthodes sont bloquées et ne sont plus demandées.',
    others: 'Utiliser une autre de vos méthodes',
    othersLead: 'Vous en avez configuré plusieurs. Chacune ouvre votre compte.',
    codes: 'Utiliser un code de secours',
    codesLead:
      'Un code de la liste qui vous a été présentée lors de la configuration. Chaque code ne sert qu’une fois.',
    codesButton: 'Saisir un code de secours',
    noCodes: 'Ce compte n’a aucun code de secours utilisable.',
    support: 'Demander à l’assistance de vous rendre l’accès',
    supportSteps: ({ address, registered }) => [
      'Appuyez sur le bouton. Nous recevons alors votre demande et vous le confirmons à votre adresse enregistrée.',
      `Écrivez depuis votre adresse e-mail enregistrée (${registered}) à ${address}. Nous ne répondons qu’aux messages de cette adresse, pour que personne d’autre ne puisse nous demander d’ouvrir votre compte.`,
      'Nous vérifions que c’est bien vous, désactivons votre ancienne méthode et vous donnons un code de récupération. Nous ne pouvons pas récupérer ce que vous avez perdu.',
      'Connectez-vous ensuite avec votre mot de passe, saisissez le code et configurez une nouvelle méthode.',
    ],
    supportButton: 'Demander à l’assistance',
    form: 'Prouver votre identité avec le formulaire',
    formSteps: [
      'Remplissez le formulaire d’identité et envoyez-le. Nous vous le confirmons à votre adresse enregistrée.',
      'Nous vérifions le formulaire et vous appelons. Avant cela, personne ici ne fait quoi que ce soit, peu importe qui appelle ou écrit. Au téléphone, nous vous donnons un code de récupération.',
      'Connectez-vous de nouveau ici avec votre mot de passe, saisissez le code et configurez une nouvelle méthode. Les anciennes cessent de fonctionner quand la nouvelle fonctionne.',
    ],
    formButton: 'Remplir le formulaire d’identité',
    guideLink: 'Guide : identifiants perdus',
    nothingElse: 'Il n’y a aucun moyen d’entrer par vous-même. Écrivez-nous.',
    back: 'Retour',
    asked:
      'Quelqu’un, peut-être vous, a demandé à retrouver l’accès sans la deuxième étape. Si ce n’était pas vous, ouvrez le lien de notre message et arrêtez la demande.',
    askedSee: 'Voir où en est la demande',
    ready:
      'Une demande d’accès a été approuvée. Avec le code de récupération, une nouvelle méthode peut maintenant être configurée. Si ce n’était pas vous, ouvrez le lien de notre message et arrêtez-la.',
    goOn: 'Continuer',
  },
  progress: {
    heading: 'Votre demande',
    steps: {
      asked: 'Vous avez fait la demande',
      checking: 'Nous vérifions que c’est bien vous',
      waiting: 'Un délai pendant lequel le titulaire peut encore refuser',
      ready: 'Vous configurez une nouvelle méthode',
    },
    done: 'fait',
    now: 'en cours',
    askedAt: 'Demandé :',
    checking:
      'Nous vérifions que c’est bien vous. Ce sont des personnes qui le font, cela prend donc du temps.',
    heldUntil: (until) =>
      `Tout est vérifié. Utilisable à partir de : ${until}. D’ici là, le titulaire du compte peut encore l’arrêter.`,
    ready: 'Tout est vérifié. Saisissez votre code de récupération pour configurer une nouvelle méthode.',
    told: 'Nous avons prévenu toutes les adresses et tous les numéros enregistrés de ce compte ; depuis chacun, la demande peut être annulée en un clic.',
    later:
      'Vous pouvez fermer cette page. Reconnectez-vous plus tard, avec votre mot de passe, pour voir où en est la demande.',
    look: 'Actualiser',
    stopped:
      'Votre demande n’est plus en cours : le titulaire de ce compte l’a arrêtée, ou elle a expiré. Rien n’a été modifié.',
  },
  code: {
    label: 'Code de récupération',
    hint: 'Les lettres et chiffres que notre équipe vous a donnés. Si deux personnes vous ont aidé, saisissez les deux parties.',
    button: 'Continuer',
    wrong: 'Ce code de récupération est incorrect.',
    malformed:
      'Ce n’est pas un code de récupération : il compte 8 lettres et chiffres par personne qui vous a aidé.',
    used: 'Ce code de récupération a déjà été utilisé. Demandez-en un nouveau à l’assistance.',
  },
  off: {
    title: 'Votre ancienne méthode de connexion est désactivée',
    lead: 'L’assistance a vérifié votre identité et désactivé votre ancienne méthode de connexion. Saisissez le code de récupération pour en configurer une nouvelle.',
    notYou: 'Vous n’avez rien demandé ? Alors quelqu’un connaît peut-être votre mot de passe.',
    stop: 'Arrêtez tout avec le lien du message que nous vous avons envoyé',
    over: 'L’assistance a désactivé votre ancienne méthode de connexion, et le code de récupération a expiré. Adressez-vous de nouveau à l’assistance : vous recevrez un nouveau code.',
    waiting:
      'L’assistance a désactivé votre ancienne méthode de connexion. Votre nouvelle demande est en cours de vérification.',
  },
  enrol: (rules) => ({
    title: 'Configurer une nouvelle méthode de connexion',
    lead: rules.some(({ resets }) => resets === 'on-approval')
      ? 'L’assistance a désactivé votre ancienne méthode de connexion. Configurez-en une nouvelle maintenant : votre compte s’ouvre dès qu’elle fonctionne.'
      : 'Configurez maintenant une nouvelle méthode de connexion. Votre compte s’ouvre dès qu’elle fonctionne, et les anciennes cessent alors de fonctionner.',
  }),
  form: {
    title: 'Formulaire d’identité',
    lead: 'Si votre application, votre appareil, votre numéro ou votre messagerie sont perdus, et les codes de secours aussi. Nous comparons chaque ligne avec notre dossier.',
    fullName: 'Nom complet',
    fullNameHint: 'Tel qu’il figure dans votre contrat.',
    reach: 'Comment vous joindre maintenant',
    reachHint: 'Un numéro de téléphone où nous pouvons vous appeler pour vérifier votre pièce d’identité.',
    lost: 'Ce que vous avez perdu',
    lostHint:
      '« Mon téléphone avec l’application, et le papier avec les codes », par exemple. Ni codes ni mots de passe.',
    missing: 'Remplissez ce champ.',
    button: 'Envoyer le formulaire',
    back: 'Retour',
    document:
      'Gardez votre pièce d’identité à portée de main quand nous appelons : nous la comparons au formulaire.',
  },
  guide: {
    title: 'Identifiants perdus',
    lead: 'Ce que vous pouvez faire si vous ne pouvez plus vous connecter, par ordre de rapidité.',
    steps: [
      'Vous avez un code de secours : connectez-vous avec votre nom d’utilisateur et votre mot de passe, choisissez « Utiliser un code de secours » et saisissez-en un de votre liste. Il ne sert qu’une fois.',
      'Vous avez configuré une autre méthode : choisissez-la à la connexion, sous « Utiliser une autre méthode ».',
      'Il ne vous reste rien : connectez-vous avec votre nom d’utilisateur et votre mot de passe, choisissez « Je n’ai plus accès à mes méthodes » et envoyez le formulaire d’identité.',
      'Nous vérifions le formulaire : nous vous appelons, regardons votre pièce d’identité et la comparons avec notre dossier. Nous n’agissons qu’ensuite.',
      'Quand le formulaire est vérifié, connectez-vous encore une fois. Vous serez guidé pour configurer une nouvelle méthode.',
    ],
    told: 'Chaque fois que quelqu’un fait cette demande, nous vous prévenons à toutes vos adresses et à tous vos numéros. Si ce n’était pas vous, vous pouvez l’arrêter de là.',
    signIn: 'Aller à la connexion',
  },
  stop: {
    title: 'Arrêter la récupération de votre compte',
    lead: 'Quelqu’un a demandé à entrer dans votre compte sans votre deuxième étape. Si ce n’était pas vous, arrêtez la demande ici : rien ne sera modifié.',
    warn: 'Si c’était vous, n’appuyez pas sur le bouton et fermez cette page.',
    link: 'Le lien de notre message',
    linkHint: 'Copiez le lien entier du message et collez-le ici.',
    button: 'Arrêter',
    unreadable:
      'Ce n’est pas un lien d’un de nos messages, ou il en manque une partie. Copiez le lien entier.',
    stoppedTitle: 'La récupération est arrêtée',
    stopped:
      'Plus personne n’entre par ce moyen. Vos méthodes sont comme avant, et si quelqu’un l’avait utilisé, il est déconnecté.',
    overTitle: 'Il n’y a rien à arrêter',
    over: 'Cette demande n’est plus en cours : elle a déjà été arrêtée, ou elle a expiré. Ce lien ne fait rien d’autre.',
    overDoubt: 'En cas de doute, connectez-vous et regardez vos paramètres de sécurité.',
    passwordKnown:
      'Quelqu’un connaît peut-être votre mot de passe, car il le fallait pour cette demande. Changez-le maintenant.',
    signIn: 'Se connecter et changer le mot de passe',
    signInLook: 'Se connecter',
  },
  banner: {
    heading: 'Une récupération de votre compte est en cours',
    byUser: (at) =>
      `Quelqu’un qui connaissait votre mot de passe dit avoir perdu la deuxième étape et a demandé à entrer. Demandé : ${at}.`,
    byStaff: (at) =>
      `Notre équipe d’assistance l’a ouverte, car quelqu’un lui a dit avoir perdu la deuxième étape. Ouverte : ${at}.`,
    requested: 'Rien n’a été modifié jusqu’ici. Nous vérifions de qui il s’agit.',
    held: (until) => `Elle a été approuvée. Utilisable à partir de : ${until}.`,
    ready: 'Elle a été approuvée et peut être utilisée maintenant.',
    completed: 'Elle a été utilisée : quelqu’un configure une nouvelle méthode.',
    stop: 'Ce n’était pas moi : arrêter',
  },
  help: {
    title: 'Vous ne pouvez pas vous connecter ?',
    form: 'Le formulaire d’identité s’envoie depuis la connexion : saisissez votre nom d’utilisateur et votre mot de passe, et choisissez « Je n’ai plus accès à mes méthodes ».',
    begin:
      'Connectez-vous d’abord avec votre nom d’utilisateur et votre mot de passe, aussi loin que possible. Vous y trouverez tous vos moyens de récupération.',
    signIn: 'Aller à la connexion',
  },
};
