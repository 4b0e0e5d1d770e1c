import type { MessageTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const messages: MessageTexts<Forms> = {
  subject: '{site}: {what}',
  intro: '{site}: {what}.',
  when: 'Cuándo: {at}',
  where: 'Desde dónde: {place}',
  which: 'Cuál: {factor}',
  browser: '{browser} en {system}',
  named: '{kind} «{name}»',
  help: 'Si ya no puede iniciar sesión: {url}',

  'sms.event': '{site}: {what}, {at}.',
  'sms.cancel': '¿No fue usted? Cancélelo: {url}',
  'sms.help': '¿No fue usted? {url}',
  'sms.settings': '¿No fue usted? Inicie sesión y mire sus ajustes de seguridad.',

  'method.totp': 'aplicación de autenticación',
  'method.email': 'código por correo electrónico',
  'method.sms': 'código por SMS',
  'method.webauthn': 'llave de seguridad o clave de acceso',
  'method.other': 'otro método',

  'event.mfa.enabled': 'Se ha activado la autenticación de dos factores',
  'event.mfa.disabled': 'Se ha desactivado la autenticación de dos factores',
  'event.factor.activated': 'Se ha añadido una nueva forma de confirmar su inicio de sesión',
  'event.factor.removed': 'Se ha quitado una forma de confirmar su inicio de sesión',
  'event.factor.suspended':
    'Se ha desactivado una forma de confirmar su inicio de sesión tras demasiadas respuestas incorrectas',
  'event.factor.suspension-near':
    'Tras otra respuesta incorrecta se desactivará una forma de confirmar su inicio de sesión',
  'event.factor.locked': 'Se han introducido varios códigos incorrectos seguidos',
  'event.factor.renamed': 'Se ha cambiado el nombre de una forma de confirmar su inicio de sesión',
  'event.factor.accepted-after-failures': 'Alguien ha iniciado sesión tras varios códigos incorrectos',
  'event.codes.locked': 'Se han introducido varios códigos incorrectos seguidos',
  'event.primary.changed': 'Ahora se le pide primero otra confirmación',
  'event.backup-codes.issued': 'Se han generado nuevos códigos de respaldo y los antiguos ya no sirven',
  'event.backup-codes.locked': 'Se han introducido varios códigos de respaldo incorrectos seguidos',
  'event.backup-codes.suspension-near':
    'Tras otro código de respaldo incorrecto se desactivarán sus códigos de respaldo',
  'event.backup-codes.suspended':
    'Se han desactivado sus códigos de respaldo tras demasiados intentos incorrectos',
  'event.backup-code.accepted': 'Se ha usado un código de respaldo',
  'event.sign-in.unfinished': 'Se ha introducido su contraseña varias veces sin completar el segundo paso',
  'event.recovery.requested': 'Alguien ha pedido recuperar su cuenta',
  'event.recovery.approved': 'Se ha aprobado la recuperación de su cuenta',
  'event.recovery.cancelled': 'Se ha cancelado la recuperación de su cuenta',
  'event.recovery.revoked': 'Se ha cancelado una recuperación de su cuenta después de usarse',
  'event.recovery.ended': 'La recuperación de su cuenta ha terminado',
  'event.recovery.completed': 'Se ha recuperado su cuenta',
  'event.recovery-code.sent': 'Su código de recuperación',
  'event.recovery-code.locked': 'Se han introducido varios códigos de recuperación incorrectos seguidos',
  'event.contact.replaced': 'Se ha sustituido una dirección o un número en el que le contactamos',
  'event.trusted-device.added': 'Un navegador es ahora de confianza y no necesita código durante un tiempo',
  'event.trusted-device.copied':
    'Un navegador ha dejado de ser de confianza, porque parece que alguien ha copiado su acceso',
  'event.password.changed': 'Se ha cambiado su contraseña',
  'event.other': 'Se ha cambiado la protección de su cuenta',

  'undo.settings':
    'Si fue usted, no tiene que hacer nada. Si no: inicie sesión ahora, deshágalo en sus ajustes de seguridad y cambie su contraseña.',
  'undo.password':
    'Si fue usted, no tiene que hacer nada. Si no, puede que alguien sepa su contraseña: inicie sesión, cámbiela y mire sus ajustes de seguridad.',
  'undo.recovery': 'Si no fue usted: inicie sesión ahora y cancélelo en sus ajustes de seguridad.',
  'undo.recovery-link': 'Si no fue usted, cancélelo aquí:\n{url}',
  'undo.recovered':
    'Si no fue usted: inicie sesión ahora, mire sus ajustes de seguridad y cambie su contraseña.',
  'undo.recovered-link': 'Si fue usted, no tiene que hacer nada. Si no, cancélelo aquí:\n{url}',
  'undo.cancelled':
    'Sus métodos para iniciar sesión están como antes. Si sigue necesitando ayuda para entrar, pídala de nuevo.',
  'undo.revoked':
    'Alguien la había usado para entrar. Se han cerrado todas las sesiones, y lo que permitía la recuperación ya no vale. Inicie sesión, mire sus ajustes de seguridad y cambie su contraseña.',
  'undo.ended':
    'Inició sesión con su segundo factor, o sus métodos cambiaron, así que la recuperación ya no hace falta. Si no fue usted, cambie su contraseña y mire sus ajustes de seguridad.',
  'undo.code': 'Si no lo pidió usted, inicie sesión y cancele la recuperación en sus ajustes de seguridad.',

  'recovery-code.intro': 'Su código de recuperación para {site} es:',
  'recovery-code.use':
    'Inicie sesión con su contraseña e introdúzcalo donde se le pida. Sirve una sola vez. No se lo diga a nadie.',
  'recovery-code.cancel': 'Si no lo pidió usted, cancele la recuperación aquí:\n{url}',
  'recovery-code.help': 'Si necesita ayuda: {url}',
  'recovery-code.sms': '{site}: su código de recuperación es {code}. No se lo diga a nadie.',

  'code.subject.sign-in': 'Su código para iniciar sesión en {site}',
  'code.subject.step-up': 'Su código para confirmar un cambio en {site}',
  'code.subject.enrolment': 'Su código para configurar la autenticación de dos factores en {site}',
  'code.sign-in': '{code} es su código para iniciar sesión en {site}.',
  'code.step-up': '{code} es su código para confirmar un cambio en {site}.',
  'code.enrolment': '{code} es su código para configurar la autenticación de dos factores en {site}.',
  'code.lifetime': {
    one: 'Sirve una sola vez, durante {count} minuto.',
    other: 'Sirve una sola vez, durante {count} minutos.',
  },
  'code.secret': 'No lo comparta nunca con nadie. Nadie de {site} se lo pedirá.',
  'code.not-you': 'Si no pidió este código, puede que otra persona sepa su contraseña: cámbiela, por favor.',
  'code.sms.sign-in': {
    one: '{code} es su código para iniciar sesión en {site}, durante {count} minuto. No lo comparta.',
    other: '{code} es su código para iniciar sesión en {site}, durante {count} minutos. No lo comparta.',
  },
  'code.sms.step-up': {
    one: '{code} es su código para confirmar un cambio en {site}, durante {count} minuto. No lo comparta.',
    other: '{code} es su código para confirmar un cambio en {site}, durante {count} minutos. No lo comparta.',
  },
  'code.sms.enrolment': {
    one: '{code} es su código para configurar la autenticación de dos factores en {site}, durante {count} minuto. No lo comparta.',
    other:
      '{code} es su código para configurar la autenticación de dos factores en {site}, durante {count} minutos. No lo comparta.',
  },
};
