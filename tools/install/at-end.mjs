const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Calls `work`, and `clean` after it: also where it fails, and where a signal ends this process meanwhile.
 * @template T
 * @param {() => void} clean takes no time
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function cleaningUp(clean, work) {
  const cleanAndEnd = (signal) => {
    clean();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, cleanAndEnd);
  try {
    return await work();
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, cleanAndEnd);
    clean();
  }
}
