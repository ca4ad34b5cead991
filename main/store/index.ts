/**
 * PROCESS: projects on disk.
 *
 * Job      keeps documents, pictures, generations, notes and settings; answers when they are on disk
 * Inputs   calls of `storeService` over ports brokered by the parent; DIMOO_DATA, the data folder;
 *          DIMOO_RECOVERED, where projects are kept that lose it
 * Outputs  files under DIMOO_DATA (see folders.ts); slow calls and failures as entries of the log, on stderr
 * Called   by Electron main (main/processes), as a utility process or a plain Node process
 * Ends     when the parent asks or is gone, on SIGTERM or SIGINT: running calls finish, databases are
 *          checkpointed. Killed outright, it loses nothing that it had answered.
 */
import { storeService } from '../../preload/contract/store.ts';
import { acceptConnections, tellReady } from '../../preload/rpc/parent.ts';
import { serve } from '../../preload/rpc/serve.ts';
import { faultOf } from '../logs/fault.ts';
import { logToMain, logUncaught, problemsOf } from '../logs/to-main.ts';
import { dataFolderAt } from './folders.ts';
import { storeHandlers } from './handlers.ts';
import { foldLeftLogs, hasLogs } from './left-logs.ts';
import { backupsDone, closeStudio, openStudio, type Studio } from './studio.ts';
import { timed } from './timing.ts';

/** The time that running calls have to end, since the window waits for this process to end. */
const DRAIN_MILLISECONDS = 2000;

/** Opens the folder on the first call. After a failure the next call tries again. */
function opener(root: string): { open: () => Promise<Studio>; settle: () => Promise<void>; close: () => void } {
  const data = dataFolderAt(root, process.env.DIMOO_RECOVERED || undefined);
  let opening: Promise<Studio> | undefined;
  let studio: Studio | undefined;
  const open = () => {
    opening ??= openStudio(data, logToMain).then(
      (opened) => (studio = opened),
      (error: unknown) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  };
  const settle = async () => {
    if (studio !== undefined) await backupsDone(studio);
    // A store without any call may still find the logs of one that was killed.
    if (hasLogs(data)) foldLeftLogs(await open());
  };
  return { open, settle, close: () => studio && closeStudio(studio) };
}

function start(root: string): void {
  const { open, settle, close } = opener(root);
  let ending = false;
  const { handlers, drain } = timed(storeHandlers(open), logToMain);
  const end = async () => {
    if (ending) return;
    ending = true;
    await Promise.race([
      drain()
        .then(settle)
        .catch((error) => logToMain({ code: 'close-failed', ...faultOf(error) })),
      new Promise((resolve) => setTimeout(resolve, DRAIN_MILLISECONDS)),
    ]);
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  // This event comes with any end of the process. Closing fits into it, since better-sqlite3 is synchronous.
  process.once('exit', close);
  acceptConnections((port) => serve(storeService, handlers, port, problemsOf('store')), end);
  tellReady();
}

logUncaught('store');
const root = process.env.DIMOO_DATA;
if (root === undefined || root === '') {
  process.stderr.write('DIMOO_DATA must name the data folder.\n');
  process.exit(2);
}
start(root);
