import type { Texts } from '../../texts/catalogue.ts';

export const recovery: Texts['recovery'] = {
  lost: {
    title: '¿Ya no puede usar su segundo paso?',
    lead: 'Su contraseña es correcta, pero por sí sola no abre su cuenta.',
    ways: 'Estas son sus formas de recuperarla.',
    stillToDo: 'Qué pasa ahora',
    blocked:
      'Ha habido demasiados códigos incorrectos. Para proteger su cuenta, sus métodos están bloqueados y ya no se piden.',
    others: 'Usar otro de sus métodos',
    othersLead: 'Ha configurado más de uno. Cualquiera de ellos abre su cuenta.',
    codes: 'Usar un código de respaldo',
    codesLead: 'Un código de la lista que se le mostró al configurarlo. Cada código sirve una sola vez.',
    codesButton: 'Introducir un código de respaldo',
    noCodes: 'Esta cuenta no tiene códigos de respaldo que se puedan usar.',
    support: 'Pedir a soporte que le devuelva el acceso',
    supportSteps: ({ address, registered }) => [
      'Pulse el botón. Recibiremos su solicitud y se lo confirmaremos en su dirección registrada.',
      `Escriba desde su dirección de correo registrada (${registered}) a ${address}. Solo respondemos a mensajes de ahí, para que nadie más pueda pedirnos que abramos su cuenta.`,
      'Comprobamos que es usted, desactivamos su método antiguo y le decimos un código de recuperación. No podemos recuperar lo que perdió.',
      'Después inicie sesión con su contraseña, introduzca el código y configure un método nuevo.',
    ],
    supportButton: 'Pedir ayuda a soporte',
    form: 'Demostrar su identidad con el formulario',
    formSteps: [
      'Rellene el formulario de identidad y envíelo. Se lo confirmaremos en su dirección registrada.',
      'Verificamos el formulario y le llamamos. Antes de eso nadie aquí hace nada, llame o escriba quien sea. Por teléfono le decimos un código de recuperación.',
      'Vuelva a iniciar sesión aquí con su contraseña, introduzca el código y configure un método nuevo. Los antiguos dejan de servir cuando funciona el nuevo.',
    ],
    formButton: 'Rellenar el formulario de identidad',
    guideLink: 'Guía: datos de acceso perdidos',
    nothingElse: 'No hay ninguna forma de entrar por su cuenta. Escríbanos, por favor.',
    back: 'Volver',
    asked:
      'Alguien, quizá usted, ha pedido recuperar el acceso sin el segundo paso. Si no fue usted, abra el enlace de nuestro mensaje y deténgalo.',
    askedSee: 'Ver el estado',
    ready:
      'Se ha aprobado una solicitud para recuperar el acceso. Con el código de recuperación ya se puede configurar un método nuevo. Si no fue usted, abra el enlace de nuestro mensaje y deténgalo.',
    goOn: 'Continuar',
  },
  progress: {
    heading: 'Su solicitud',
    steps: {
      asked: 'Usted lo pidió',
      checking: 'Comprobamos que es usted',
      waiting: 'Un tiempo de espera en el que el titular todavía puede negarse',
      ready: 'Usted configura un método nuevo',
    },
    done: 'hecho',
    now: 'ahora',
    askedAt: 'Pedido:',
    checking: 'Estamos comprobando que es usted. Lo hacen personas, por eso lleva un tiempo.',
    heldUntil: (until) =>
      `Todo está comprobado. Se podrá usar a partir de: ${until}. Hasta entonces el titular de la cuenta todavía puede detenerlo.`,
    ready: 'Todo está comprobado. Introduzca su código de recuperación para configurar un método nuevo.',
    told: 'Hemos avisado a todas las direcciones y números registrados de esta cuenta, y desde cada uno se puede cancelar la solicitud con un clic.',
    later:
      'Puede cerrar esta página. Vuelva a iniciar sesión más tarde, con su contraseña, para ver el estado.',
    look: 'Mirar de nuevo',
    stopped:
      'Su solicitud ya no está en curso: la detuvo el titular de esta cuenta o ha caducado. No se ha cambiado nada.',
  },
  code: {
    label: 'Código de recuperación',
    hint: 'Las letras y cifras que le dijo nuestro personal. Si le ayudaron dos personas, introduzca las dos partes.',
    button: 'Continuar',
    wrong: 'Ese código de recuperación no es correcto.',
    malformed: 'Eso no es un código de recuperación: tiene 8 letras y cifras por cada persona que le ayudó.',
    used: 'Ese código de recuperación ya se ha usado. Pida otro a soporte.',
  },
  off: {
    title: 'Su método antiguo está desactivado',
    lead: 'Soporte comprobó su identidad y desactivó su método antiguo. Introduzca el código de recuperación para configurar uno nuevo.',
    notYou: '¿No lo pidió usted? Entonces puede que alguien sepa su contraseña.',
    stop: 'Deténgalo con el enlace del mensaje que le enviamos',
    over: 'Soporte desactivó su método antiguo, y el código de recuperación ha caducado. Vuelva a pedirlo a soporte: recibirá un código nuevo.',
    waiting: 'Soporte desactivó su método antiguo. Se está comprobando su nueva solicitud.',
  },
  enrol: (rules) => ({
    title: 'Configurar un método nuevo',
    lead: rules.some(({ resets }) => resets === 'on-approval')
      ? 'Soporte desactivó su método antiguo. Configure ahora uno nuevo: su cuenta se abrirá en cuanto funcione.'
      : 'Configure ahora un método nuevo. Su cuenta se abrirá en cuanto funcione, y entonces los antiguos dejarán de servir.',
  }),
  form: {
    title: 'Formulario de identidad',
    lead: 'Para cuando ha perdido la aplicación, el dispositivo, el número o el correo, y también los códigos de respaldo. Comprobamos cada línea con los datos que tenemos.',
    fullName: 'Nombre completo',
    fullNameHint: 'Tal como figura en su contrato.',
    reach: 'Cómo podemos localizarle ahora',
    reachHint: 'Un número de teléfono al que podamos llamarle para comprobar su documento.',
    lost: 'Qué ha perdido',
    lostHint:
      '«Mi teléfono con la aplicación y el papel con los códigos», por ejemplo. Sin códigos ni contraseñas.',
    missing: 'Rellene este campo.',
    button: 'Enviar el formulario',
    back: 'Volver',
    document: 'Tenga a mano su documento de identidad cuando llamemos: lo comparamos con el formulario.',
  },
  guide: {
    title: 'Datos de acceso perdidos',
    lead: 'Qué puede hacer cuando ya no puede iniciar sesión, de lo más rápido a lo más lento.',
    steps: [
      'Tiene un código de respaldo: inicie sesión con su usuario y contraseña, elija «Usar un código de respaldo» e introduzca uno de su lista. Sirve una sola vez.',
      'Ha configurado otro método: elíjalo al iniciar sesión, debajo de «Usar otro método».',
      'No le queda ninguno: inicie sesión con su usuario y contraseña, elija «He perdido el acceso a mis métodos» y envíe el formulario de identidad.',
      'Verificamos el formulario: le llamamos, miramos su documento y lo comparamos con los datos que tenemos. Solo entonces actuamos.',
      'Cuando el formulario esté verificado, inicie sesión otra vez. Se le guiará para configurar un método nuevo.',
    ],
    told: 'Siempre que alguien pide esto, le avisamos en todas las direcciones y números suyos que tenemos. Si no fue usted, puede detenerlo desde allí.',
    signIn: 'Ir al inicio de sesión',
  },
  stop: {
    title: 'Detener la recuperación de su cuenta',
    lead: 'Alguien ha pedido entrar en su cuenta sin su segundo paso. Si no fue usted, deténgalo aquí: así no se cambiará nada.',
    warn: 'Si fue usted, no pulse el botón y cierre esta página.',
    link: 'El enlace de nuestro mensaje',
    linkHint: 'Copie el enlace completo del mensaje y péguelo aquí.',
    button: 'Detener',
    unreadable:
      'Este no es un enlace de uno de nuestros mensajes, o le falta una parte. Copie el enlace completo.',
    stoppedTitle: 'Se ha detenido',
    stopped:
      'Ya nadie puede entrar por esta vía. Sus métodos están como antes, y si alguien la había usado, se ha cerrado su sesión.',
    overTitle: 'No hay nada que detener',
    over: 'Esta solicitud ya no está en curso: ya se detuvo o ha caducado. Este enlace no hace nada más.',
    overDoubt: 'Si tiene dudas, inicie sesión y mire sus ajustes de seguridad.',
    passwordKnown: 'Puede que alguien sepa su contraseña, porque hacía falta para pedirlo. Cámbiela ahora.',
    signIn: 'Iniciar sesión y cambiar la contraseña',
    signInLook: 'Iniciar sesión',
  },
  banner: {
    heading: 'Hay una recuperación de su cuenta en curso',
    byUser: (at) =>
      `Alguien que sabía su contraseña dice que ha perdido el segundo paso y ha pedido entrar. Pedido: ${at}.`,
    byStaff: (at) =>
      `La abrió nuestro personal de soporte, porque alguien dijo que había perdido el segundo paso. Abierta: ${at}.`,
    requested: 'Hasta ahora no se ha cambiado nada. Estamos comprobando quién es.',
    held: (until) => `Se ha aprobado y se podrá usar a partir de: ${until}.`,
    ready: 'Se ha aprobado y ya se puede usar.',
    completed: 'Se ha usado: alguien está configurando un método nuevo.',
    stop: 'No fui yo: detener',
  },
  help: {
    title: '¿No puede iniciar sesión?',
    form: 'El formulario de identidad se envía desde el inicio de sesión: introduzca su usuario y contraseña y elija «He perdido el acceso a mis métodos».',
    begin:
      'Primero inicie sesión con su usuario y contraseña, hasta donde pueda. Allí encontrará todas sus formas de recuperación.',
    signIn: 'Ir al inicio de sesión',
  },
};
