import type { Texts } from '../../texts/catalogue.ts';

export const addMethod: Texts['addMethod'] = {
  know: 'Conviene saber',
  keep: 'Para no quedarse sin acceso',
  begin: 'Continuar',
  check: 'Activar',
  back: 'Elegir otro método',
  appsHeading: '1. Consiga una aplicación de autenticación',
  scanHeading: '2. Escanee el código QR',
  codeHeading: '3. Introduzca el código',
  appCode: 'Escriba el código que la aplicación muestra para esta cuenta. Hasta entonces nada tiene efecto.',
  scan: 'Abra la aplicación, añada una cuenta y apunte con la cámara a este código QR. La aplicación mostrará 6 dígitos.',
  noScan: 'No puedo escanear el código QR',
  name: 'Nombre',
  nextName: (name, number) => `${name} ${number}`,
  nameHint: 'Con sus palabras, para distinguirlo de otros: «Llave del llavero», por ejemplo.',
  emailGoes: 'Enviamos un código a su dirección de correo registrada para comprobar que llega.',
  smsGoes: 'Enviamos un código a su número de teléfono registrado para comprobar que llega.',
  notAlone: 'Este no puede ser su único método. Configure primero otro y añada este después.',
  noContact:
    'No tenemos ninguna dirección ni número suyo para esto. Añádalo primero a su perfil o elija otro método.',
  registered: 'Esta llave ya está registrada aquí. Use otra.',
  impossible: 'Esto no se puede añadir en este momento.',
};

export const methods: Texts['methods'] = {
  totp: {
    name: 'Aplicación de autenticación (TOTP)',
    summary: 'Una aplicación en su teléfono muestra un código de 6 dígitos, y uno nuevo cada 30 segundos.',
    rank: { says: 'La opción más elegida', tone: 'plain' },
    notes: ['Gratuita y sin conexión: la aplicación no necesita red ni cobertura.'],
    keep: [
      'Guarde el código QR, o la clave secreta que contiene, en un gestor de contraseñas. Sin ella no podrá pasar a un teléfono nuevo por su cuenta.',
      'Hágalo ahora: una vez comprobado el código, nadie podrá volver a mostrárselos.',
    ],
  },
  email: {
    name: 'Código por correo electrónico',
    summary:
      'En cada inicio de sesión enviamos un código a su dirección de correo registrada. Sirve una sola vez.',
    rank: { says: 'El menos seguro', tone: 'caution' },
    caution: 'Mejor como método de reserva junto a uno principal más seguro.',
    notes: [
      'No hay nada que instalar.',
      'El menos seguro de los cuatro: quien pueda abrir su correo puede usar el código. Es mejor como método de reserva junto a uno principal más seguro.',
    ],
    keep: [
      'Asegúrese de poder leer este correo también desde otro dispositivo, y no solo desde el que usa para iniciar sesión.',
    ],
  },
  sms: {
    name: 'Código por SMS',
    summary:
      'En cada inicio de sesión enviamos un código a su número de teléfono registrado. Sirve una sola vez.',
    caution: 'Necesita cobertura móvil, y falla en un viaje con otra tarjeta SIM.',
    notes: [
      'Necesita cobertura móvil al iniciar sesión: falla en un sótano, en un viaje con otra tarjeta SIM o si pierde el número.',
      'No debería ser su único método, por eso lo ofrecemos junto a otro.',
    ],
    keep: [
      'Mantenga al día el número de teléfono de su perfil. Si cambia de número, actualícelo aquí antes de cambiar de tarjeta SIM.',
    ],
  },
  webauthn: {
    name: 'Llave de seguridad',
    summary: 'Una pequeña llave USB o NFC, como una YubiKey, que se inserta o se toca cuando se le pide.',
    rank: { says: 'El más seguro', tone: 'good' },
    notes: [
      'El más seguro de los cuatro: no hay ningún código que se pueda escribir en una página falsa.',
      'Una llave cuesta entre 25 y 60 euros. Se recomiendan dos: una para cada día y otra de reserva.',
    ],
    keep: [
      'Registre también una segunda llave y guárdela en un lugar seguro. Si pierde la única, se quedará sin acceso.',
    ],
  },
};

export const layouts: Pick<Texts, 'keyThenCheck' | 'scanAndCheck' | 'switches'> = {
  keyThenCheck: {
    prepare:
      'Instale una aplicación de autenticación en su teléfono y ábrala, para que esté lista para escanear. Sirve cualquier aplicación para códigos «TOTP».',
    steps: [
      'Abra la aplicación de autenticación en su teléfono.',
      'Elija «Añadir cuenta» o «+».',
      'Elija «Escanear código QR» y apunte con la cámara a este código QR. Si no funciona, escriba la clave secreta en la aplicación.',
      'La aplicación muestra ahora 6 dígitos para su cuenta, y otros nuevos cada 30 segundos.',
    ],
    scan: 'Escanee el código QR',
    noEffect:
      'Todavía no se ha activado nada. Tendrá efecto solo después de la página siguiente, donde introducirá un código de la aplicación.',
    continue: 'Continuar',
    check: {
      title: 'Comprobar el código',
      warning:
        'Guarde solo cuando su aplicación muestre la cuenta y sus 6 dígitos. De lo contrario, quizá no pueda iniciar sesión más tarde.',
      button: 'Guardar',
      back: 'Volver al código QR',
    },
    active: {
      title: 'La autenticación de dos factores está activa',
      next: 'Qué hacer ahora',
      verify:
        'Cierre la sesión y vuelva a iniciarla enseguida. Si se le pide un código después de la contraseña, todo funciona.',
      logOut: 'Cerrar sesión ahora',
      backup:
        'Antes de cambiar de teléfono, haga una copia de seguridad de su aplicación de autenticación, si lo permite, para no perder sus códigos.',
      later: 'Ir a los ajustes de seguridad',
    },
  },
  scanAndCheck: {
    step1: 'Paso 1: escanee el código QR',
    step1Lead:
      'Abra la aplicación de autenticación, añada una cuenta y apunte con la cámara a este código QR. La aplicación toma sola su nombre de usuario y muestra 6 dígitos.',
    noScan: 'No puedo escanear el código QR',
    step2: 'Paso 2: introduzca el código de la aplicación',
    enable: 'Activar',
  },
  switches: {
    heading: 'Autenticación de dos factores',
    lead: 'Un segundo paso después de su contraseña. Es solo suyo: cada persona que usa esta cuenta configura el suyo.',
    preferences: 'Preferencias',
    preferencesOff: 'Para elegir un método principal, active antes los dos métodos.',
    switch: (name) => `${name}, autenticación de dos factores`,
    on: 'Activo',
    off: 'No activo',
    stays: 'Para desactivar este método, active antes el otro.',
    activate: {
      title: (name) => `Activar: ${name}`,
      lead: 'Introduzca primero su contraseña.',
      button: 'Confirmar contraseña',
    },
    deactivate: {
      title: (name) => `Desactivar: ${name}`,
      lead: (name) => `${name}: ya no se pedirá ni se aceptará. El otro método sigue activo.`,
      button: 'Desactivar',
    },
    primary: {
      title: 'Método principal',
      lead: 'El método principal se pide primero al iniciar sesión. Allí todavía puede elegir el otro.',
      legend: '¿Qué método se debe pedir primero?',
      tag: 'principal',
      button: 'Guardar',
    },
  },
};
