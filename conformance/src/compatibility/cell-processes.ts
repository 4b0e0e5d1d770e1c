import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { type Cell, entryOf, type Walked } from './cell.ts';
import type { CellAnswer, CellOrder } from './cell-process.ts';
import type { ServerUrls } from './databases.ts';
import { frameworks } from './frameworks.ts';
import type { Installation } from './installation.ts';

/** Runs cells in processes outside the workspace: one for each installation and module system. */
export interface CellProcesses {
  run(cell: Cell): Promise<Walked>;
  stop(): Promise<void>;
}

export function startCellProcesses(installation: Installation, urls: ServerUrls): CellProcesses {
  const processes = new Map<string, ChildProcess>();
  const processOf = ({ framework, modules }: Cell): ChildProcess => {
    const program = installation.program(entryOf(frameworks, framework).edition, modules);
    const running = processes.get(program) ?? start(program);
    processes.set(program, running);
    return running;
  };
  return {
    async run(cell) {
      const child = processOf(cell);
      const order: CellOrder = { cell, urls };
      const over = new AbortController();
      const { signal } = over;
      const answered = once(child, 'message', { signal }).then(([answer]): CellAnswer => answer);
      const ended = once(child, 'exit', { signal }).then(([code]): CellAnswer => ({ error: `exit ${code}` }));
      child.send(order);
      const answer = await Promise.race([answered, ended]);
      over.abort();
      await Promise.allSettled([answered, ended]);
      if ('error' in answer) throw new Error(answer.error);
      const isCommonJs = answer.commonJs.some((file) => file.endsWith('@factorkit/core/dist/index.cjs'));
      if (isCommonJs !== (cell.modules === 'CommonJS')) throw new Error('core in the other module system');
      return answer.walked;
    },
    async stop() {
      for (const child of processes.values()) {
        if (child.exitCode !== null) continue;
        child.kill();
        await once(child, 'exit');
      }
    },
  };
}

function start(program: string): ChildProcess {
  const env = { ...process.env, NODE_ENV: 'test', NODE_OPTIONS: '' };
  return fork(program, { cwd: dirname(program), env, execArgv: ['--disable-warning=ExperimentalWarning'] });
}
