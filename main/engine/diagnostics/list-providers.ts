import { type ProviderState, providerNames } from '../../../preload/contract/providers.ts';
import { type ProviderTry, readTries } from '../../provider-tries.ts';
import { missingOf } from '../runtime/provider-parts.ts';

/**
 * Every provider with whether it is there, and how the studio's engine last fared with it.
 * @param tries file of the tries (main/provider-tries.ts)
 */
export function listProviders(tries: string | undefined): ProviderState[] {
  const known = tries === undefined ? {} : readTries(tries);
  return providerNames.map((provider) => {
    const missing = missingOf(provider);
    if (missing !== null) return { provider, isThere: false, worked: null, told: missing };
    return { provider, isThere: true, ...lastTime(known[provider]) };
  });
}

function lastTime(known: ProviderTry | undefined): Pick<ProviderState, 'worked' | 'told'> {
  if (known === undefined || known.state === 'trying') return { worked: null, told: null };
  return known.state === 'good' ? { worked: true, told: null } : { worked: false, told: known.told };
}
