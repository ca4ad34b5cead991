/**
 * Waits for `work`, at most `ms`: a test that hangs then says for what. `evidence` is asked only
 * then, for what can be seen from outside.
 * @throws Error "Waited 30 s in vain for WHAT." with the evidence below it
 */
export async function waitingFor<T>(
  what: string,
  ms: number,
  work: Promise<T>,
  evidence: () => string = () => '',
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Waited ${Math.round(ms / 1000)} s in vain for ${what}.\n${evidence()}`.trimEnd()));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
