import type { Texts } from '../../texts/catalogue.ts';

export const recovery: Texts['recovery'] = {
  lost: {
    title: 'Não consegue mais usar sua segunda etapa?',
    lead: 'Sua senha está correta, mas só ela não abre sua conta.',
    ways: 'Estas são suas formas de recuperação.',
    stillToDo: 'O que acontece agora',
    blocked:
      'Houve códigos incorretos demais. Para proteger sua conta, seus métodos estão bloqueados e não são mais pedidos.',
    others: 'Usar outro dos seus métodos',
    othersLead: 'Você configurou mais de um. Cada um deles abre sua conta.',
    codes: 'Usar um código de backup',
    codesLead: 'Um código da lista que foi mostrada na configuração. Cada código vale uma única vez.',
    codesButton: 'Digitar um código de backup',
    noCodes: 'Esta conta não tem códigos de backup que possam ser usados.',
    support: 'Pedir ao suporte para recuperar o acesso',
    supportSteps: ({ address, registered }) => [
      'Toque no botão. Recebemos então seu pedido e confirmamos isso no seu endereço cadastrado.',
      `Escreva do seu e-mail cadastrado (${registered}) para ${address}. Só respondemos a mensagens de lá, para que ninguém mais possa nos pedir que abramos sua conta.`,
      'Verificamos que é você, desativamos seu método antigo e informamos um código de recuperação. Não podemos recuperar o que você perdeu.',
      'Depois entre com sua senha, digite o código e configure um novo método.',
    ],
    supportButton: 'Pedir ao suporte',
    form: 'Provar sua identidade com o formulário',
    formSteps: [
      'Preencha o formulário de identidade e envie. Confirmamos isso no seu endereço cadastrado.',
      'Verificamos o formulário e ligamos para você. Antes disso ninguém aqui faz nada, não importa quem ligue ou escreva. Por telefone informamos um código de recuperação.',
      'Entre aqui de novo com sua senha, digite o código e configure um novo método. Os antigos deixam de valer quando o novo funcionar.',
    ],
    formButton: 'Preencher o formulário de identidade',
    guideLink: 'Guia: dados de acesso perdidos',
    nothingElse: 'Não há nenhuma forma de entrar por conta própria. Escreva para nós.',
    back: 'Voltar',
    asked:
      'Alguém, talvez você, pediu para voltar a entrar sem a segunda etapa. Se não foi você, abra o link da nossa mensagem e interrompa o pedido.',
    askedSee: 'Ver o andamento',
    ready:
      'Um pedido para voltar a entrar foi aprovado. Com o código de recuperação, um novo método já pode ser configurado. Se não foi você, abra o link da nossa mensagem e interrompa o pedido.',
    goOn: 'Continuar',
  },
  progress: {
    heading: 'Seu pedido',
    steps: {
      asked: 'Você pediu',
      checking: 'Verificamos que é você',
      waiting: 'Um tempo de espera em que o titular ainda pode dizer não',
      ready: 'Você configura um novo método',
    },
    done: 'feito',
    now: 'agora',
    askedAt: 'Pedido em:',
    checking: 'Estamos verificando que é você. Isso é feito por pessoas, por isso leva tempo.',
    heldUntil: (until) =>
      `Tudo foi verificado. Pode ser usado a partir de: ${until}. Até lá, o titular da conta ainda pode interromper.`,
    ready: 'Tudo foi verificado. Digite seu código de recuperação para configurar um novo método.',
    told: 'Avisamos todos os endereços e números cadastrados desta conta, e de cada um o pedido pode ser cancelado com um clique.',
    later: 'Você pode fechar esta página. Entre de novo mais tarde, com sua senha, para ver o andamento.',
    look: 'Ver de novo',
    stopped:
      'Seu pedido não está mais em andamento: foi interrompido pelo titular desta conta, ou expirou. Nada foi alterado.',
  },
  code: {
    label: 'Código de recuperação',
    hint: 'As letras e os números que nossa equipe informou. Se duas pessoas ajudaram você, digite as duas partes.',
    button: 'Continuar',
    wrong: 'Esse código de recuperação está incorreto.',
    malformed:
      'Isso não é um código de recuperação: ele tem 8 letras e números para cada pessoa que ajudou você.',
    used: 'Esse código de recuperação já foi usado. Peça um novo ao suporte.',
  },
  off: {
    title: 'Seu método antigo foi desativado',
    lead: 'O suporte verificou quem você é e desativou seu método antigo. Digite o código de recuperação para configurar um novo.',
    notYou: 'Não foi você que pediu? Então alguém pode saber sua senha.',
    stop: 'Interrompa com o link da mensagem que enviamos a você',
    over: 'O suporte desativou seu método antigo, e o código de recuperação expirou. Peça de novo ao suporte: você recebe um novo código.',
    waiting: 'O suporte desativou seu método antigo. Seu novo pedido está sendo verificado.',
  },
  enrol: (rules) => ({
    title: 'Configurar um novo método',
    lead: rules.some(({ resets }) => resets === 'on-approval')
      ? 'O suporte desativou seu método antigo. Configure um novo agora: sua conta abre assim que ele funcionar.'
      : 'Configure um novo método agora. Sua conta abre assim que ele funcionar, e então os antigos deixam de valer.',
  }),
  form: {
    title: 'Formulário de identidade',
    lead: 'Para quando o aplicativo, o dispositivo, o número ou o e-mail foram perdidos, e os códigos de backup também. Verificamos cada linha com os dados que temos.',
    fullName: 'Nome completo',
    fullNameHint: 'Como está no seu contrato.',
    reach: 'Como podemos falar com você agora',
    reachHint: 'Um número de telefone em que possamos ligar para verificar seu documento.',
    lost: 'O que você perdeu',
    lostHint:
      '“Meu celular com o aplicativo e o papel com os códigos”, por exemplo. Sem códigos e sem senhas.',
    missing: 'Preencha este campo.',
    button: 'Enviar o formulário',
    back: 'Voltar',
    document: 'Tenha seu documento à mão quando ligarmos: nós o comparamos com o formulário.',
  },
  guide: {
    title: 'Dados de acesso perdidos',
    lead: 'O que você pode fazer quando não consegue mais entrar, do mais rápido ao mais demorado.',
    steps: [
      'Você tem um código de backup: entre com seu nome de usuário e sua senha, escolha “Usar um código de backup” e digite um da sua lista. Ele vale uma única vez.',
      'Você configurou outro método: escolha-o ao entrar, abaixo de “Usar outro método”.',
      'Não restou nenhum: entre com seu nome de usuário e sua senha, escolha “Perdi o acesso aos meus métodos” e envie o formulário de identidade.',
      'Verificamos o formulário: ligamos para você, olhamos seu documento e o comparamos com os dados que temos. Só então agimos.',
      'Quando o formulário estiver verificado, entre mais uma vez. Você será levado a configurar um novo método.',
    ],
    told: 'Sempre que alguém pede isto, avisamos em todos os seus endereços e números que temos. Se não foi você, pode interromper por lá.',
    signIn: 'Ir para a entrada',
  },
  stop: {
    title: 'Interromper a recuperação da sua conta',
    lead: 'Alguém pediu para entrar na sua conta sem a segunda etapa. Se não foi você, interrompa aqui: assim nada é alterado.',
    warn: 'Se foi você, não toque no botão e feche esta página.',
    link: 'O link da nossa mensagem',
    linkHint: 'Copie o link inteiro da mensagem e cole aqui.',
    button: 'Interromper',
    unreadable: 'Este não é um link de uma das nossas mensagens, ou falta uma parte. Copie o link inteiro.',
    stoppedTitle: 'Foi interrompido',
    stopped:
      'Ninguém mais entra por este caminho. Seus métodos estão como antes e, se alguém já o tinha usado, a sessão foi encerrada.',
    overTitle: 'Não há nada para interromper',
    over: 'Este pedido não está mais em andamento: já foi interrompido, ou expirou. Este link não faz mais nada.',
    overDoubt: 'Se tiver dúvida, entre e veja suas configurações de segurança.',
    passwordKnown: 'Alguém pode saber sua senha, pois ela foi necessária para pedir. Troque-a agora.',
    signIn: 'Entrar e trocar a senha',
    signInLook: 'Entrar',
  },
  banner: {
    heading: 'Uma recuperação da sua conta está em andamento',
    byUser: (at) =>
      `Alguém que sabia sua senha diz que perdeu a segunda etapa e pediu para entrar. Pedido em: ${at}.`,
    byStaff: (at) =>
      `Nossa equipe de suporte a abriu, porque alguém disse que perdeu a segunda etapa. Aberta em: ${at}.`,
    requested: 'Nada foi alterado até agora. Estamos verificando quem é.',
    held: (until) => `Foi aprovada e pode ser usada a partir de: ${until}.`,
    ready: 'Foi aprovada e já pode ser usada.',
    completed: 'Foi usada: alguém está configurando um novo método.',
    stop: 'Não fui eu: interromper',
  },
  help: {
    title: 'Não consegue entrar?',
    form: 'O formulário de identidade é enviado na entrada: digite seu nome de usuário e sua senha e escolha “Perdi o acesso aos meus métodos”.',
    begin:
      'Entre primeiro com seu nome de usuário e sua senha, até onde for possível. Lá você encontra todas as suas formas de recuperação.',
    signIn: 'Ir para a entrada',
  },
};
