import { execFileSync } from 'node:child_process';
import type { Studio } from '../helpers/launch-studio.ts';

/** The process of a service: Electron's utility process of that name, or a plain child of main. */
export async function pidOf(
  { app }: Pick<Studio, 'app'>,
  service: 'engine' | 'store' | 'adding' | 'hub',
): Promise<number> {
  const utilities = await app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, name, serviceName }) => ({ pid, name: `${name ?? ''} ${serviceName ?? ''}` })),
  );
  const utility = utilities.find(({ name }) => name.includes(`DiMOO Studio ${service}`));
  if (utility !== undefined) return utility.pid;
  const main = String(app.process().pid);
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', main], { encoding: 'utf8' }).split('\n');
  const line = children.find((child) => child.includes(`${service}.js`));
  if (line === undefined) throw new Error(`There is no ${service} process below ${main}.`);
  return Number.parseInt(line, 10);
}
