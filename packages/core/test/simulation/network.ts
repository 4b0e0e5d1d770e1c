import type { Choices } from './choices.ts';

/** What becomes of a message. Most arrive. */
const FATES = [
  ...Array.from({ length: 24 }, () => 'arrives' as const),
  'is lost',
  'arrives twice',
  'is refused',
  'loses its answer',
  'arrives late',
] as const;
type Fate = (typeof FATES)[number];

/** Longer than the deadline of a port. */
const LATE_MS = 15_000;

interface Message {
  readonly kind: 'request' | 'answer' | 'timer';
  readonly name: string;
  /** The process that made the call or waits for the timer. */
  readonly process: string;
  readonly service: string;
  readonly notBefore: number;
  /** After this time nobody waits for it, and the service does not carry it out. */
  readonly notAfter: number;
  readonly carry: (fate: Fate) => void;
}

/** One call of a process to a service. */
interface Call<T> {
  readonly process: string;
  readonly service: string;
  readonly name: string;
  /** Carried out by the service when the request arrives. */
  readonly perform: () => Promise<T>;
  /**
   * How long the service carries out a request that was delayed.
   *
   * @defaultValue for ever
   */
  readonly forMs?: number;
}

/** All calls between processes and services that are under way, and the only clock. */
export interface Network {
  readonly now: () => number;
  pass(milliseconds: number): void;
  /** What happened, for the message of a failure. */
  readonly log: string[];
  call<T>(call: Call<T>): Promise<T>;
  /** Calls `done` at that time. Returns a function that cancels it. */
  timer(process: string, milliseconds: number, done: () => void): () => void;
  /** How many messages and timers could be next. */
  deliverable(): number;
  /** Carries one of them, and lets the processes run until all wait again. */
  deliver(index: number, choices?: Choices): Promise<void>;
  /** When the next one can be delivered. `undefined` if nothing is under way. */
  nextAt(): number | undefined;
  /** A process has crashed: no answer and no timer reaches it. Its requests still arrive. */
  forget(process: string): void;
  /** Cuts a process from the store, or connects it again. */
  cut(process: string, isCut: boolean): void;
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

export function createNetwork(startMs: number): Network {
  let now = startMs;
  let messages: readonly Message[] = [];
  const cutOff = new Set<string>();
  const dead = new Set<string>();
  const log: string[] = [];

  const send = (message: Omit<Message, 'notBefore' | 'notAfter'> & Partial<Message>): Message => {
    const sent = { notBefore: now, notAfter: Number.POSITIVE_INFINITY, ...message };
    messages = [...messages, sent];
    return sent;
  };
  const isConnected = ({ process, service }: Message): boolean => service !== 'store' || !cutOff.has(process);
  const ready = (): readonly Message[] =>
    messages.filter((message) => message.notBefore <= now && isConnected(message));

  const request = <T>(call: Call<T>, answer: (settled: Settled<T>) => void): void => {
    const { process, service, name, perform, forMs = Number.POSITIVE_INFINITY } = call;
    const respond = (settled: Settled<T>): void => {
      send({
        kind: 'answer',
        name: `${process} hears of ${name}`,
        process,
        service,
        carry: (fate) => {
          if (fate !== 'is lost') answer(settled);
        },
      });
    };
    send({
      kind: 'request',
      name: `${process} → ${service}: ${name}`,
      process,
      service,
      notAfter: now + forMs,
      carry(fate) {
        if (fate === 'is lost') return;
        if (fate === 'is refused') return respond({ error: new Error(`${service} is out of order`) });
        if (fate === 'arrives twice') request(call, answer);
        perform().then(
          (value) =>
            respond(fate === 'loses its answer' ? { error: new Error('connection reset') } : { value }),
          (error: unknown) => respond({ error }),
        );
      },
    });
  };

  return {
    now: () => now,
    pass(milliseconds) {
      now += milliseconds;
    },
    log,
    call: (call) =>
      new Promise((resolve, reject) => {
        request(call, (settled) => ('error' in settled ? reject(settled.error) : resolve(settled.value)));
      }),
    timer(process, milliseconds, done) {
      const notBefore = now + Math.ceil(milliseconds);
      const sent = send({
        kind: 'timer',
        name: `${process}: timer`,
        process,
        service: 'timer',
        notBefore,
        carry: done,
      });
      return () => {
        messages = messages.filter((other) => other !== sent);
      };
    },
    deliverable: () => ready().length,
    async deliver(index, choices) {
      const message = ready()[index];
      if (message === undefined) return;
      messages = messages.filter((other) => other !== message);
      if (now > message.notAfter || (message.kind !== 'request' && dead.has(message.process))) return;
      const fate = message.kind === 'timer' ? 'arrives' : (choices?.one(FATES) ?? 'arrives');
      if (message.kind !== 'timer' || fate !== 'arrives') {
        log.push(`${message.name}${fate === 'arrives' ? '' : ` ${fate}`}`);
      }
      if (fate === 'arrives late') {
        send({ ...message, notBefore: now + LATE_MS });
        return;
      }
      now += 1;
      message.carry(fate);
      await settled();
    },
    nextAt() {
      const times = messages.filter(isConnected).map(({ notBefore }) => notBefore);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    forget(process) {
      messages = messages.filter((message) => message.process !== process || message.kind === 'request');
      dead.add(process);
      cutOff.delete(process);
    },
    cut(process, isCut) {
      if (isCut) cutOff.add(process);
      else cutOff.delete(process);
    },
  };
}

/** Lets the processes run until each waits for a message. They wait for nothing else. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
