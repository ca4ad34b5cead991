/**
 * Tells what the model can compute on, or tries one provider, in a process of its own: a broken driver may end it.
 *   --list [--tries FILE]
 *   --try PROVIDER --model DIR
 *   --verify PROVIDER --model DIR
 * Prints one line of JSON: {"providers"}, an answer (diagnostics/trial-answer.ts), or a failure. Started by
 * main/services.ts and diagnostics/provider-process.ts.
 */
import { parseArgs } from 'node:util';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { type Provider, providerNames } from '../../preload/contract/providers.ts';
import { listProviders } from './diagnostics/list-providers.ts';
import { tryProvider, verifyProvider } from './diagnostics/try-provider.ts';

/** Waits for the line to be written: a driver may end the process on its way out. */
const tell = (message: unknown) =>
  new Promise<void>((resolve) => {
    process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve());
  });

function known(name: string): Provider {
  const found = providerNames.find((each) => each === name);
  if (found !== undefined) return found;
  throw StudioError.of('provider.unknown', { asked: name.slice(0, 40), known: providerNames.join(', ') });
}

try {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { list: { type: 'boolean' }, tries: text, try: text, verify: text, model: text },
  });
  const { list, tries, try: tried, verify, model } = values;
  if (list === true) await tell({ providers: listProviders(tries) });
  else if (tried !== undefined && model !== undefined) await tell(await tryProvider(model, known(tried)));
  else if (verify !== undefined && model !== undefined) await tell(await verifyProvider(model, known(verify)));
  else throw StudioError.of('cli.options-missing', { options: '--list, or --try or --verify with --model' });
} catch (error) {
  await tell(failureOf(error));
  process.exitCode = 2;
}
// The channel to a parent would keep the process alive.
if (process.connected) process.disconnect();
