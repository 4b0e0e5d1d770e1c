import type { MessageTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const messages: MessageTexts<Forms> = {
  subject: '{site} : {what}',
  intro: '{site} : {what}.',
  when: 'Quand : {at}',
  where: 'D’où : {place}',
  which: 'Méthode : {factor}',
  browser: '{browser} sur {system}',
  named: '{kind} « {name} »',
  help: 'Si vous ne pouvez plus vous connecter : {url}',

  'sms.event': '{site} : {what}, {at}.',
  'sms.cancel': 'Pas vous ? Annulez ici : {url}',
  'sms.help': 'Pas vous ? {url}',
  'sms.settings': 'Pas vous ? Connectez-vous et vérifiez vos paramètres de sécurité.',

  'method.totp': 'application d’authentification',
  'method.email': 'code par e-mail',
  'method.sms': 'code par SMS',
  'method.webauthn': 'clé de sécurité ou clé d’accès',
  'method.other': 'autre méthode',

  'event.mfa.enabled': 'La double authentification a été activée',
  'event.mfa.disabled': 'La double authentification a été désactivée',
  'event.factor.activated': 'Un nouveau moyen de confirmer votre connexion a été ajouté',
  'event.factor.removed': 'Un moyen de confirmer votre connexion a été supprimé',
  'event.factor.suspended':
    'Un moyen de confirmer votre connexion a été désactivé après trop de réponses incorrectes',
  'event.factor.suspension-near':
    'Après une autre réponse incorrecte, un moyen de confirmer votre connexion sera désactivé',
  'event.factor.locked': 'Plusieurs codes incorrects ont été saisis de suite',
  'event.factor.renamed': 'Un moyen de confirmer votre connexion a été renommé',
  'event.factor.accepted-after-failures': 'Quelqu’un s’est connecté après plusieurs codes incorrects',
  'event.codes.locked': 'Plusieurs codes incorrects ont été saisis de suite',
  'event.primary.changed': 'Une autre confirmation vous est maintenant demandée en premier',
  'event.backup-codes.issued':
    'De nouveaux codes de secours ont été créés, et les anciens ne sont plus valables',
  'event.backup-codes.locked': 'Plusieurs codes de secours incorrects ont été saisis de suite',
  'event.backup-codes.suspension-near':
    'Après un autre code de secours incorrect, vos codes de secours seront désactivés',
  'event.backup-codes.suspended': 'Vos codes de secours ont été désactivés après trop de codes incorrects',
  'event.backup-code.accepted': 'Un code de secours a été utilisé',
  'event.sign-in.unfinished':
    'Votre mot de passe a été saisi plusieurs fois sans que la deuxième étape soit terminée',
  'event.recovery.requested': 'Quelqu’un a demandé la récupération de votre compte',
  'event.recovery.approved': 'La récupération de votre compte a été approuvée',
  'event.recovery.cancelled': 'La récupération de votre compte a été annulée',
  'event.recovery.revoked': 'Une récupération de votre compte a été annulée après avoir été utilisée',
  'event.recovery.ended': 'La récupération de votre compte est terminée',
  'event.recovery.completed': 'Votre compte a été récupéré',
  'event.recovery-code.sent': 'Votre code de récupération',
  'event.recovery-code.locked': 'Plusieurs codes de récupération incorrects ont été saisis de suite',
  'event.contact.replaced': 'Une adresse ou un numéro où nous vous joignons a été remplacé',
  'event.trusted-device.added':
    'Un navigateur est maintenant de confiance et ne demande pas de code pendant un certain temps',
  'event.trusted-device.copied':
    'Un navigateur n’est plus de confiance, car quelqu’un semble avoir copié son accès',
  'event.password.changed': 'Votre mot de passe a été changé',
  'event.other': 'La protection de votre compte a été modifiée',

  'undo.settings':
    'Si c’était vous, vous n’avez rien à faire. Sinon : connectez-vous maintenant, annulez cela dans vos paramètres de sécurité et changez votre mot de passe.',
  'undo.password':
    'Si c’était vous, vous n’avez rien à faire. Sinon, quelqu’un connaît peut-être votre mot de passe : connectez-vous, changez-le et vérifiez vos paramètres de sécurité.',
  'undo.recovery':
    'Si ce n’était pas vous : connectez-vous maintenant et annulez-la dans vos paramètres de sécurité.',
  'undo.recovery-link': 'Si ce n’était pas vous, annulez ici :\n{url}',
  'undo.recovered':
    'Si ce n’était pas vous : connectez-vous maintenant, vérifiez vos paramètres de sécurité et changez votre mot de passe.',
  'undo.recovered-link': 'Si c’était vous, vous n’avez rien à faire. Sinon, annulez ici :\n{url}',
  'undo.cancelled':
    'Vos méthodes de connexion sont comme avant. Si vous avez encore besoin d’aide pour entrer, refaites une demande.',
  'undo.revoked':
    'Quelqu’un l’avait utilisée pour entrer. Toutes les sessions ont été fermées, et ce que la récupération permettait n’est plus possible. Connectez-vous, vérifiez vos paramètres de sécurité et changez votre mot de passe.',
  'undo.ended':
    'Vous vous êtes connecté avec votre deuxième facteur, ou vos méthodes ont changé : la récupération n’est donc plus nécessaire. Si ce n’était pas vous, changez votre mot de passe et vérifiez vos paramètres de sécurité.',
  'undo.code':
    'Si vous ne l’avez pas demandé, connectez-vous et annulez la récupération dans vos paramètres de sécurité.',

  'recovery-code.intro': 'Votre code de récupération pour {site} :',
  'recovery-code.use':
    'Connectez-vous avec votre mot de passe et saisissez-le là où il vous est demandé. Il ne sert qu’une fois. Ne le donnez à personne.',
  'recovery-code.cancel': 'Si vous ne l’avez pas demandé, annulez la récupération ici :\n{url}',
  'recovery-code.help': 'Si vous avez besoin d’aide : {url}',
  'recovery-code.sms': '{site} : votre code de récupération est {code}. Ne le donnez à personne.',

  'code.subject.sign-in': 'Votre code de connexion à {site}',
  'code.subject.step-up': 'Votre code pour confirmer une modification sur {site}',
  'code.subject.enrolment': 'Votre code pour configurer la double authentification sur {site}',
  'code.sign-in': '{code} est votre code de connexion à {site}.',
  'code.step-up': '{code} est votre code pour confirmer une modification sur {site}.',
  'code.enrolment': '{code} est votre code pour configurer la double authentification sur {site}.',
  'code.lifetime': {
    one: 'Il ne sert qu’une fois, pendant {count} minute.',
    other: 'Il ne sert qu’une fois, pendant {count} minutes.',
  },
  'code.secret': 'Ne le communiquez jamais. Personne de {site} ne vous le demandera.',
  'code.not-you':
    'Si vous n’avez pas demandé ce code, quelqu’un d’autre connaît peut-être votre mot de passe : changez-le.',
  'code.sms.sign-in': {
    one: '{code} est votre code de connexion à {site}, valable {count} minute. Ne le communiquez pas.',
    other: '{code} est votre code de connexion à {site}, valable {count} minutes. Ne le communiquez pas.',
  },
  'code.sms.step-up': {
    one: '{code} est votre code pour confirmer une modification sur {site}, valable {count} minute. Ne le communiquez pas.',
    other:
      '{code} est votre code pour confirmer une modification sur {site}, valable {count} minutes. Ne le communiquez pas.',
  },
  'code.sms.enrolment': {
    one: '{code} est votre code pour configurer la double authentification sur {site}, valable {count} minute. Ne le communiquez pas.',
    other:
      '{code} est votre code pour configurer la double authentification sur {site}, valable {count} minutes. Ne le communiquez pas.',
  },
};
