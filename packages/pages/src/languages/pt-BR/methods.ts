import type { Texts } from '../../texts/catalogue.ts';

export const addMethod: Texts['addMethod'] = {
  know: 'Bom saber',
  keep: 'Para você não ficar sem acesso',
  begin: 'Continuar',
  check: 'Ativar',
  back: 'Escolher outro método',
  appsHeading: '1. Instale um aplicativo autenticador',
  scanHeading: '2. Escaneie o código QR',
  codeHeading: '3. Digite o código',
  appCode: 'Digite o código que o aplicativo mostra para esta conta. Nada vale antes disso.',
  scan: 'Abra o aplicativo, adicione uma conta e aponte a câmera para este código QR. O aplicativo mostrará 6 dígitos.',
  noScan: 'Não consigo escanear o código QR',
  name: 'Nome',
  nextName: (name, number) => `${name} ${number}`,
  nameHint: 'Com suas palavras, para distinguir dos outros: “Chave do chaveiro”, por exemplo.',
  emailGoes: 'Enviamos um código para seu e-mail cadastrado, para ver se chega.',
  smsGoes: 'Enviamos um código para seu número de telefone cadastrado, para ver se chega.',
  notAlone: 'Este não pode ser seu único método. Configure primeiro outro e depois adicione este.',
  noContact:
    'Não temos nenhum endereço ou número seu para isto. Adicione primeiro ao seu perfil ou escolha outro método.',
  registered: 'Esta chave já está cadastrada aqui. Use outra.',
  impossible: 'Isto não pode ser adicionado no momento.',
};

export const methods: Texts['methods'] = {
  totp: {
    name: 'Aplicativo autenticador (TOTP)',
    summary: 'Um aplicativo no seu celular mostra um código de 6 dígitos, e um novo a cada 30 segundos.',
    rank: { says: 'O mais escolhido', tone: 'plain' },
    notes: ['Gratuito e funciona offline: o aplicativo não precisa de rede nem de sinal.'],
    keep: [
      'Guarde o código QR, ou a chave secreta que está nele, em um gerenciador de senhas. Sem ela você não consegue mudar de celular por conta própria.',
      'Faça isso agora: depois que o código for verificado, ninguém poderá mostrá-los de novo.',
    ],
  },
  email: {
    name: 'Código por e-mail',
    summary: 'A cada entrada enviamos um código para seu e-mail cadastrado. Ele vale uma única vez.',
    rank: { says: 'O mais fraco', tone: 'caution' },
    caution: 'Melhor como reserva ao lado de um método principal mais forte.',
    notes: [
      'Nada para instalar.',
      'O mais fraco dos quatro: quem puder abrir sua caixa de e-mail pode usar o código. É melhor como reserva ao lado de um método principal mais forte.',
    ],
    keep: [
      'Certifique-se de que consegue ler este e-mail também em outro dispositivo, e não só naquele em que você entra.',
    ],
  },
  sms: {
    name: 'Código por SMS',
    summary:
      'A cada entrada enviamos um código para seu número de telefone cadastrado. Ele vale uma única vez.',
    caution: 'Precisa de sinal de celular e falha em viagem com outro chip.',
    notes: [
      'Precisa de sinal de celular na hora de entrar: falha no subsolo, em viagem com outro chip ou depois de perder o número.',
      'Não deve ser seu único método, por isso o oferecemos ao lado de outro.',
    ],
    keep: [
      'Mantenha atualizado o número de telefone do seu perfil. Ao trocar de número, atualize aqui antes de trocar o chip.',
    ],
  },
  webauthn: {
    name: 'Chave de segurança',
    summary: 'Uma pequena chave USB ou NFC, como uma YubiKey, que você insere ou toca quando é pedido.',
    rank: { says: 'O mais forte', tone: 'good' },
    notes: [
      'O mais forte dos quatro: não há código que possa ser digitado em uma página falsa.',
      'Uma chave custa cerca de 25 a 60 euros. Recomendamos duas: uma para o dia a dia, outra de reserva.',
    ],
    keep: ['Cadastre também uma segunda chave e guarde em lugar seguro. Quem perde a única fica sem acesso.'],
  },
};

export const layouts: Pick<Texts, 'keyThenCheck' | 'scanAndCheck' | 'switches'> = {
  keyThenCheck: {
    prepare:
      'Instale um aplicativo autenticador no seu celular e abra-o, para que esteja pronto para escanear. Qualquer aplicativo de códigos “TOTP” serve.',
    steps: [
      'Abra o aplicativo autenticador no seu celular.',
      'Escolha “Adicionar conta” ou “+”.',
      'Escolha “Escanear código QR” e aponte a câmera para este código QR. Se não funcionar, digite a chave secreta no aplicativo.',
      'O aplicativo mostra agora 6 dígitos para sua conta, e novos a cada 30 segundos.',
    ],
    scan: 'Escaneie o código QR',
    noEffect:
      'Nada foi ativado ainda. Só vale depois da próxima página, em que você digita um código do aplicativo.',
    continue: 'Continuar',
    check: {
      title: 'Verificar o código',
      warning:
        'Salve só quando o aplicativo mostrar a conta e os 6 dígitos. Caso contrário, talvez você não consiga entrar depois.',
      button: 'Salvar',
      back: 'Voltar ao código QR',
    },
    active: {
      title: 'A autenticação de dois fatores está ativa',
      next: 'O que fazer agora',
      verify:
        'Saia e entre de novo em seguida. Se um código for pedido depois da senha, está tudo funcionando.',
      logOut: 'Sair agora',
      backup:
        'Antes de trocar de celular, faça backup do seu aplicativo autenticador, se ele permitir, para não perder seus códigos.',
      later: 'Ir para as configurações de segurança',
    },
  },
  scanAndCheck: {
    step1: 'Etapa 1: escaneie o código QR',
    step1Lead:
      'Abra o aplicativo autenticador, adicione uma conta e aponte a câmera para este código QR. O aplicativo pega sozinho seu nome de usuário e mostra 6 dígitos.',
    noScan: 'Não consigo escanear o código QR',
    step2: 'Etapa 2: digite o código do aplicativo',
    enable: 'Ativar',
  },
  switches: {
    heading: 'Autenticação de dois fatores',
    lead: 'Uma segunda etapa depois da sua senha. Ela é só sua: cada pessoa que usa esta conta configura a própria.',
    preferences: 'Preferências',
    preferencesOff: 'Para escolher um método principal, ative primeiro os dois métodos.',
    switch: (name) => `${name}, autenticação de dois fatores`,
    on: 'Ativo',
    off: 'Não ativo',
    stays: 'Para desativar este método, ative primeiro o outro.',
    activate: {
      title: (name) => `Ativar: ${name}`,
      lead: 'Digite primeiro sua senha.',
      button: 'Confirmar senha',
    },
    deactivate: {
      title: (name) => `Desativar: ${name}`,
      lead: (name) => `${name}: não será mais pedido nem aceito. O outro método continua ativo.`,
      button: 'Desativar',
    },
    primary: {
      title: 'Método principal',
      lead: 'O método principal é pedido primeiro quando você entra. Lá você ainda pode escolher o outro.',
      legend: 'Qual método deve ser pedido primeiro?',
      tag: 'principal',
      button: 'Salvar',
    },
  },
};
