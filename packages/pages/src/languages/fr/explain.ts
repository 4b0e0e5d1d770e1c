import type { ExplainTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const explain: ExplainTexts<Forms> = {
  'duration.days': { one: '{count} jour', other: '{count} jours' },
  'duration.hours': { one: '{count} heure', other: '{count} heures' },
  'duration.minutes': { one: '{count} minute', other: '{count} minutes' },
  'duration.seconds': { one: '{count} seconde', other: '{count} secondes' },
  moment: '{day}, {time} UTC',

  'method.totp': 'une application d’authentification',
  'method.email': 'un code par e-mail',
  'method.sms': 'un code par SMS',
  'method.webauthn': 'une clé de sécurité',
  'method.password': 'le mot de passe',
  'method.federated': 'une connexion par un autre fournisseur',
  'method.passkey': 'une clé d’accès',
  'method.magic-link': 'un lien envoyé par e-mail',
  'method.backup-code': 'un code de secours',
  'method.support': 'l’assistance',
  'method.form': 'le formulaire d’identité',
  'method.other': 'un facteur du type « {method} »',

  'trait.phishing-resistant': 'résistant à l’hameçonnage',
  'trait.user-verified': 'déverrouillé par code PIN ou biométrie',
  'trait.device-bound': 'lié à un appareil',
  'trait.remembered': 'mémorisé d’une connexion précédente',

  'selector.anything': 'un facteur quelconque',
  'selector.with': '{what} ({traits})',
  'selector.without': '{what} (non {excluded})',
  'selector.with-without': '{what} ({traits}, non {excluded})',
  'requirement.several': '{count} de ceux-ci : {what}',
  'requirement.distinct-method': '{what}, chacun d’un autre type',
  'requirement.distinct-channel': '{what}, chacun par un canal distinct',
  'requirement.other-channel': '{what}, pas par le canal du premier facteur',
  'requirement.max-age': '{what}, prouvé il y a au plus {age}',
  'requirement.live': '{what}, pas seulement mémorisé',
  'requirement.any': 'soit {parts}',
  'requirement.all': 'à la fois {parts}',
  'requirement.all-of': 'tout ceci : {parts}',
  'requirement.nested': '({part})',

  'decision.allow': 'Rien de plus n’est demandé.',
  'decision.challenge': 'L’utilisateur doit prouver autre chose.',
  'decision.enrol': 'L’utilisateur doit d’abord configurer un facteur.',
  'decision.wait': 'Cela doit attendre que d’autres l’approuvent ou qu’un délai passe.',
  'decision.wait-until': 'Cela doit attendre jusqu’au {until}.',

  'deny.method-not-allowed': 'Cette méthode n’est pas proposée ici.',
  'deny.method-ending': 'Cette méthode est en cours de retrait : elle ne peut plus être ajoutée.',
  'deny.not-alone': 'Cette méthode ne peut pas être la seule : une autre doit être configurée auparavant.',
  'deny.limit-reached': 'L’utilisateur en a déjà autant que permis.',
  'deny.must-keep': 'Ce facteur doit rester : sans lui, il en resterait trop peu.',
  'deny.no-usable-factor':
    'Aucun facteur de l’utilisateur ne peut servir à cela maintenant : seule la récupération aide.',
  'deny.not-enrolled': 'L’utilisateur n’a pas ce facteur.',
  'deny.no-backup-codes': 'Il n’y a pas de codes de secours.',
  'deny.no-choice': 'L’utilisateur n’a pas assez de facteurs pour choisir le premier.',
  'deny.unknown-action': 'Aucune règle ne connaît cette action.',
  'deny.not-offered': 'Cela n’est pas proposé à cet utilisateur.',
  'deny.no-grace': 'La configuration d’un facteur ne peut plus être reportée.',
  'deny.not-verified': 'Ce qui doit être vérifié pour cela ne l’a pas encore été.',

  'unmet.rule': 'La règle « {rule} » demande {requirement} : {why}.',
  'unmet.enrolled': 'La connexion demande {requirement} : {why}.',
  'unmet.change': 'Cette modification demande {requirement} : {why}.',
  'unmet.first': 'La configuration du premier facteur demande {requirement} : {why}.',
  'unmet.trust': 'La mémorisation d’un navigateur demande {requirement} : {why}.',
  'why.missing': 'ce n’est pas encore prouvé',
  'why.not-enrolled': 'rien de ce type n’est configuré',
  'why.expired': 'la preuve est trop ancienne',
  'why.remembered': 'c’était seulement mémorisé, pas prouvé',
  'why.same-channel': 'les preuves sont venues par un seul canal',
  'why.held': 'il faut attendre',

  'answer.factors': {
    one: 'L’un des facteurs configurés peut y répondre.',
    other: '{count} des facteurs configurés peuvent y répondre.',
  },
  'answer.first-factors': 'On peut y répondre avec {methods}.',
  'answer.backup-code': 'Un code de secours peut aussi y répondre.',
  'answer.none': 'Aucun facteur de l’utilisateur ne peut y répondre.',
  'enrol.methods': 'Possible : {methods}.',
  'enrol.no-methods': 'Aucune méthode permise n’aiderait.',
  'grace.until': 'Cela peut être reporté jusqu’au {until}.',
  'grace.skips': {
    one: 'Cela peut être reporté encore une fois.',
    other: 'Cela peut être reporté encore {count} fois.',
  },

  'advice.add-second-method':
    'L’utilisateur devrait configurer une deuxième méthode, au cas où la première serait perdue.',
  'advice.enrol': 'La règle « {rule} » conseille à l’utilisateur de configurer {methods}.',
  'advice.enrol-none':
    'La règle « {rule} » conseille à l’utilisateur de configurer quelque chose qui n’est pas proposé.',
  'advice.backup-codes-none': 'L’utilisateur n’a plus de codes de secours et devrait en créer de nouveaux.',
  'advice.backup-codes-low': {
    one: 'Il reste {count} code de secours à l’utilisateur, qui devrait en créer de nouveaux.',
    other: 'Il reste {count} codes de secours à l’utilisateur, qui devrait en créer de nouveaux.',
  },
  'advice.method-ending': 'L’utilisateur a {method}, en cours de retrait, et devrait configurer autre chose.',
  'advice.method-ending-at':
    'L’utilisateur a {method}, valable seulement jusqu’au {until}, et devrait configurer autre chose.',
  'monitored.rule':
    'La règle « {rule} » est seulement observée. Appliquée, elle aurait demandé {requirement} : {why}.',

  'policy.methods': 'Les utilisateurs peuvent configurer {methods}.',
  'policy.no-methods': 'Les utilisateurs ne peuvent configurer aucun facteur.',
  'policy.existing': 'Les utilisateurs qui ont {method} le gardent ; personne ne peut l’ajouter.',
  'policy.existing-until':
    'Les utilisateurs qui ont {method} le gardent jusqu’au {until} ; personne ne peut l’ajouter.',
  'policy.company': 'Parmi les méthodes, {method} ne compte qu’avec {requirement}.',
  'policy.optional': 'Aux utilisateurs qui ont un facteur, il est demandé à chaque connexion.',
  'policy.not-required': 'Aux utilisateurs qui ont un facteur, il n’est demandé que si une règle l’exige.',

  'rule.for-everyone': 'tous les utilisateurs',
  'rule.for': 'les utilisateurs qui {condition}',
  'condition.role': 'ont le rôle {names}',
  'condition.group': 'sont dans le groupe {names}',
  'condition.attribute': 'ont {values} comme « {name} »',
  'condition.risk-low': 'se connectent avec un risque quelconque',
  'condition.risk-medium': 'se connectent avec un risque moyen ou élevé',
  'condition.risk-high': 'se connectent avec un risque élevé',
  'condition.enrolled': 'ont un facteur',
  'condition.not-enrolled': 'n’ont aucun facteur',
  'condition.not': 'ne sont pas parmi ceux qui {condition}',
  'condition.any': 'soit {parts}',
  quoted: '« {text} »',

  'rule.enrol': 'Règle « {rule} », pour {whom} : il faut configurer {requirement}.',
  'rule.grace-until': 'Cela peut être reporté jusqu’au {until}.',
  'rule.grace-for': 'Cela peut être reporté de {period} à partir de la première demande.',
  'rule.grace-skips': {
    one: 'Cela peut être reporté une fois.',
    other: 'Cela peut être reporté {count} fois.',
  },
  'rule.sign-in': 'Règle « {rule} », pour {whom} : la connexion demande {requirement}.',
  'rule.action': 'Règle « {rule} », pour {whom} : l’action « {action} » demande {requirement}.',
  'rule.advise': 'Règle « {rule} », pour {whom} : {requirement} est conseillé.',
  'rule.monitor': 'La règle « {rule} » est seulement observée : elle n’est pas encore appliquée.',

  'manage.proof': 'Une modification des facteurs demande {requirement}.',
  'manage.enrol': 'L’ajout d’un facteur demande {requirement}.',
  'manage.remove': 'La suppression d’un facteur demande {requirement}.',
  'manage.regenerate': 'La création de nouveaux codes de secours demande {requirement}.',
  'manage.primary': 'Le choix d’un autre premier facteur demande {requirement}.',
  'manage.bootstrap': 'La configuration du premier facteur demande {requirement}.',
  'manage.keep': 'Après une suppression, il doit rester {requirement}.',
  'manage.primaryIf': 'Pour choisir le facteur demandé en premier, l’utilisateur a besoin de {requirement}.',

  'codes.first-setup': {
    one: '{count} code de secours est remis avec le premier facteur.',
    other: '{count} codes de secours sont remis avec le premier facteur.',
  },
  'codes.each-setup': {
    one: '{count} code de secours est remis avec chaque facteur.',
    other: '{count} codes de secours sont remis avec chaque facteur.',
  },
  'codes.on-request': {
    one: '{count} code de secours est remis quand l’utilisateur le demande.',
    other: '{count} codes de secours sont remis quand l’utilisateur les demande.',
  },
  'codes.gate': 'Le facteur ne devient actif que lorsque l’utilisateur confirme avoir conservé les codes.',
  'codes.replace-used': 'Un code utilisé est remplacé par un nouveau, affiché aussitôt.',
  'codes.record': 'Il est noté que l’utilisateur a conservé les codes, mais le facteur n’attend pas cela.',

  'recovery.none': 'Un utilisateur qui perd tous ses facteurs ne peut pas récupérer le compte.',
  'recovery.session': 'Avec {via}, {whom} peuvent se connecter sans le facteur perdu.',
  'recovery.session-enrol':
    'Avec {via}, {whom} peuvent se reconnecter, mais doivent d’abord configurer un nouveau facteur.',
  'recovery.enrolment': 'Avec {via}, {whom} peuvent configurer un nouveau facteur, et rien d’autre.',
  'recovery.checks': 'Vérifié auparavant : {checks}.',
  'recovery.approvals': {
    one: '{count} autre personne doit l’approuver.',
    other: '{count} autres personnes doivent l’approuver.',
  },
  'recovery.hold': 'Elle prend effet {hold} après son approbation ; d’ici là, l’utilisateur peut l’annuler.',
  'recovery.handover.staff': 'Elle se termine avec un code que le personnel donne à la personne vérifiée.',
  'recovery.handover.contact':
    'Elle se termine avec un code envoyé à une adresse ou un numéro connus sept jours avant la demande.',
  'recovery.handover.none': 'Elle se termine sans code : quiconque connaît le mot de passe peut la terminer.',
  'recovery.on-approval':
    'Les anciens facteurs ne permettent plus de se connecter dès l’approbation, et sont supprimés quand le nouveau est confirmé.',
  'recovery.on-confirmation': 'Les anciens facteurs sont supprimés quand le nouveau est confirmé.',
  'recovery.freeze': 'Ensuite, ces actions attendent {period} : {actions}.',

  'trust.none': 'Les navigateurs ne sont pas mémorisés.',
  'trust.for': 'Pour {whom}, un navigateur peut être mémorisé pendant {period}.',
  'throttle.attempts': {
    one: '{count} réponse incorrecte bloque un facteur pendant {lock}, et chaque suivante deux fois plus longtemps, au plus {most}.',
    other:
      '{count} réponses incorrectes de suite bloquent un facteur pendant {lock}, et chaque suivante deux fois plus longtemps, au plus {most}.',
  },
  'throttle.account': {
    one: '{count} code incorrect de plusieurs facteurs fait attendre tous les codes, mais aucun autre moyen de se connecter.',
    other:
      '{count} codes incorrects de suite, de plusieurs facteurs, font attendre tous les codes, mais aucun autre moyen de se connecter.',
  },
  'throttle.cap': {
    one: 'Après {count} réponse incorrecte, le facteur est suspendu et doit être configuré de nouveau.',
    other:
      'Après {count} réponses incorrectes de suite, le facteur est suspendu et doit être configuré de nouveau.',
  },

  'reaction.then': 'Quand {event} : {effects}.',
  'event.mfa.enabled': 'le premier facteur est configuré',
  'event.mfa.disabled': 'le dernier facteur est supprimé',
  'event.factor.activated': 'un facteur est configuré',
  'event.factor.removed': 'un facteur est supprimé',
  'event.backup-codes.issued': 'des codes de secours sont remis',
  'event.recovery.completed': 'une récupération est terminée',
  'event.password.changed': 'le mot de passe est changé',
  'effect.revoke-all-sessions': 'toutes les sessions sont fermées',
  'effect.revoke-other-sessions': 'toutes les autres sessions sont fermées',
  'effect.revoke-trusted-devices': 'les navigateurs mémorisés sont oubliés',
  'effect.notify': 'l’utilisateur est prévenu',
};
