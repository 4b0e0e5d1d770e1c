/** A call of a port: `storage.save`, the third of all. */
export interface PortCall {
  readonly name: string;
  readonly number: number;
  /** Of `storage.save`: whether an account is saved, and not the row of a credential. */
  readonly savesAccount: boolean;
}

/**
 * What becomes of a call. `throws`: nothing took place. `loses its answer`: it took place. `crashes after`: it took place, and
 * the process is gone.
 */
export type Fate = 'works' | 'throws' | 'loses its answer' | 'crashes after';

/** Decides for each call; may do something before it. */
export type Fault = (call: PortCall) => Fate | Promise<Fate>;

interface Faulty<Port> {
  readonly name: string;
  readonly port: Port;
  readonly calls: PortCall[];
  readonly fault: Fault;
}

/** The port with a fault around each of its functions. */
export function withFault<Port extends object>({ name, port, calls, fault }: Faulty<Port>): Port {
  const wrapped = Object.entries(port).map(([member, method]) => {
    const around = async (...given: readonly unknown[]): Promise<unknown> => {
      const savesAccount = `${name}.${member}` === 'storage.save' && given[0] === 'anna';
      const call = { name: `${name}.${member}`, number: calls.length + 1, savesAccount };
      calls.push(call);
      const fate = await fault(call);
      if (fate === 'throws') throw new Error('the port failed');
      const answer: unknown = await method(...given);
      if (fate === 'loses its answer') throw new Error('the answer was lost');
      return fate === 'crashes after' ? new Promise(() => undefined) : answer;
    };
    return [member, around];
  });
  return Object.fromEntries(wrapped) as Port;
}
