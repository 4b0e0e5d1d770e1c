import type { MessageTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const messages: MessageTexts<Forms> = {
  subject: '{site}: {what}',
  intro: '{site}: {what}.',
  when: 'Quando: {at}',
  where: 'De onde: {place}',
  which: 'Qual: {factor}',
  browser: '{browser} em {system}',
  named: '{kind} “{name}”',
  help: 'Se você não consegue mais entrar: {url}',

  'sms.event': '{site}: {what}, {at}.',
  'sms.cancel': 'Não foi você? Cancele: {url}',
  'sms.help': 'Não foi você? {url}',
  'sms.settings': 'Não foi você? Entre agora e veja suas configurações de segurança.',

  'method.totp': 'aplicativo autenticador',
  'method.email': 'código por e-mail',
  'method.sms': 'código por SMS',
  'method.webauthn': 'chave de segurança ou chave de acesso',
  'method.other': 'outro método',

  'event.mfa.enabled': 'A autenticação de dois fatores foi ativada',
  'event.mfa.disabled': 'A autenticação de dois fatores foi desativada',
  'event.factor.activated': 'Uma nova forma de confirmar sua entrada foi adicionada',
  'event.factor.removed': 'Uma forma de confirmar sua entrada foi removida',
  'event.factor.suspended':
    'Uma forma de confirmar sua entrada foi desativada após muitas respostas incorretas',
  'event.factor.suspension-near':
    'Depois de mais uma resposta incorreta, uma forma de confirmar sua entrada será desativada',
  'event.factor.locked': 'Vários códigos incorretos foram digitados seguidamente',
  'event.factor.renamed': 'Uma forma de confirmar sua entrada foi renomeada',
  'event.factor.accepted-after-failures': 'Alguém entrou depois de digitar vários códigos incorretos',
  'event.codes.locked': 'Vários códigos incorretos foram digitados seguidamente',
  'event.primary.changed': 'Agora outra confirmação é pedida primeiro',
  'event.backup-codes.issued': 'Novos códigos de backup foram gerados, e os antigos não valem mais',
  'event.backup-codes.locked': 'Vários códigos de backup incorretos foram digitados seguidamente',
  'event.backup-codes.suspension-near':
    'Depois de mais um código de backup incorreto, seus códigos de backup serão desativados',
  'event.backup-codes.suspended': 'Seus códigos de backup foram desativados após muitos incorretos',
  'event.backup-code.accepted': 'Um código de backup foi usado',
  'event.sign-in.unfinished': 'Sua senha foi digitada várias vezes, e a segunda etapa não foi concluída',
  'event.recovery.requested': 'Alguém pediu a recuperação da sua conta',
  'event.recovery.approved': 'A recuperação da sua conta foi aprovada',
  'event.recovery.cancelled': 'A recuperação da sua conta foi cancelada',
  'event.recovery.revoked': 'Uma recuperação da sua conta foi cancelada depois de usada',
  'event.recovery.ended': 'A recuperação da sua conta terminou',
  'event.recovery.completed': 'Sua conta foi recuperada',
  'event.recovery-code.sent': 'Seu código de recuperação',
  'event.recovery-code.locked': 'Vários códigos de recuperação incorretos foram digitados seguidamente',
  'event.contact.replaced': 'Um endereço ou número em que falamos com você foi substituído',
  'event.trusted-device.added': 'Um navegador agora é confiável e não precisa de código por algum tempo',
  'event.trusted-device.copied':
    'Um navegador não é mais confiável, porque alguém parece ter copiado o acesso dele',
  'event.password.changed': 'Sua senha foi alterada',
  'event.other': 'A proteção da sua conta foi alterada',

  'undo.settings':
    'Se foi você, não precisa fazer nada. Se não foi: entre agora, desfaça isso nas configurações de segurança e troque sua senha.',
  'undo.password':
    'Se foi você, não precisa fazer nada. Se não foi, alguém pode saber sua senha: entre, troque-a e veja suas configurações de segurança.',
  'undo.recovery': 'Se não foi você: entre agora e cancele nas configurações de segurança.',
  'undo.recovery-link': 'Se não foi você, cancele aqui:\n{url}',
  'undo.recovered': 'Se não foi você: entre agora, veja suas configurações de segurança e troque sua senha.',
  'undo.recovered-link': 'Se foi você, não precisa fazer nada. Se não foi, cancele aqui:\n{url}',
  'undo.cancelled':
    'Suas formas de entrar estão como antes. Se ainda precisar de ajuda para entrar, peça de novo.',
  'undo.revoked':
    'Alguém a tinha usado para entrar. Todas as sessões foram encerradas, e o que a recuperação permitia acabou. Entre, veja suas configurações de segurança e troque sua senha.',
  'undo.ended':
    'Você entrou com seu segundo fator, ou suas formas de entrar mudaram, por isso a recuperação não é mais necessária. Se não foi você, troque sua senha e veja suas configurações de segurança.',
  'undo.code': 'Se não foi você que pediu, entre e cancele a recuperação nas configurações de segurança.',

  'recovery-code.intro': 'Seu código de recuperação para {site} é:',
  'recovery-code.use':
    'Entre com sua senha e digite-o onde for pedido. Ele vale uma única vez. Não o informe a ninguém.',
  'recovery-code.cancel': 'Se não foi você que pediu, cancele a recuperação aqui:\n{url}',
  'recovery-code.help': 'Se precisar de ajuda: {url}',
  'recovery-code.sms': '{site}: seu código de recuperação é {code}. Não o informe a ninguém.',

  'code.subject.sign-in': 'Seu código para entrar em {site}',
  'code.subject.step-up': 'Seu código para confirmar uma alteração em {site}',
  'code.subject.enrolment': 'Seu código para configurar a autenticação de dois fatores em {site}',
  'code.sign-in': '{code} é seu código para entrar em {site}.',
  'code.step-up': '{code} é seu código para confirmar uma alteração em {site}.',
  'code.enrolment': '{code} é seu código para configurar a autenticação de dois fatores em {site}.',
  'code.lifetime': {
    one: 'Ele vale uma única vez, por {count} minuto.',
    other: 'Ele vale uma única vez, por {count} minutos.',
  },
  'code.secret': 'Nunca o compartilhe com ninguém. Ninguém de {site} vai pedi-lo.',
  'code.not-you': 'Se você não pediu este código, outra pessoa pode saber sua senha: troque-a, por favor.',
  'code.sms.sign-in': {
    one: '{code} é seu código para entrar em {site}, por {count} minuto. Nunca o compartilhe.',
    other: '{code} é seu código para entrar em {site}, por {count} minutos. Nunca o compartilhe.',
  },
  'code.sms.step-up': {
    one: '{code} é seu código para confirmar uma alteração em {site}, por {count} minuto. Nunca o compartilhe.',
    other:
      '{code} é seu código para confirmar uma alteração em {site}, por {count} minutos. Nunca o compartilhe.',
  },
  'code.sms.enrolment': {
    one: '{code} é seu código para configurar a autenticação de dois fatores em {site}, por {count} minuto. Nunca o compartilhe.',
    other:
      '{code} é seu código para configurar a autenticação de dois fatores em {site}, por {count} minutos. Nunca o compartilhe.',
  },
};
