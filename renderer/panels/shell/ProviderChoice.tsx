import { useEffect } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { type ProviderState, providerNames } from '../../../preload/contract/providers.ts';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { useApp, useQueue, useRun, useWords } from '../context.ts';

/** What the model computes on: only what this computer has can be chosen, and the rest says what is missing. */
export function ProviderChoice() {
  const words = useWords().preferences.provider;
  const { chosen, isByHand } = useApp((app) => app.provider);
  const providers = useApp((app) => app.providers);
  const engine = useApp((app) => app.engine);
  const list = useApp((app) => app.listProviders);
  const choose = useApp((app) => app.setProvider);
  const runs = useRun(({ phase }) => phase === 'running' || phase === 'saving');
  const queued = useQueue(({ items }) => items.some(({ state }) => state === 'running'));
  // Once more when the engine has loaded: then it is known how that came out.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the engine is what is waited for.
  useEffect(list, [list, engine]);
  const isBusy = runs || queued;
  const there = providers?.filter(({ isThere }) => isThere) ?? [];
  const absent = providers?.filter(({ isThere }) => !isThere) ?? [];
  return (
    <>
      <RadioGroup
        className="provider-choice"
        value={chosen ?? 'auto'}
        isDisabled={isBusy || isByHand}
        aria-label={words.label}
        onChange={(value) => choose(providerNames.find((name) => name === value) ?? null)}
      >
        <span className="choice-label">{words.label}</span>
        <Radio value="auto" className="provider-radio">
          <span className="provider-name">{words.automatic}</span>
          <span className="preference-note">{words.automaticHelp}</span>
        </Radio>
        {there.map((state) => (
          <Radio key={state.provider} value={state.provider} className="provider-radio">
            <span className="provider-name">{words.names[state.provider]}</span>
            <span className="preference-note">
              <Outcome {...state} />
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <p className="preference-note">{isByHand ? words.byHand : isBusy ? words.busy : words.restarts}</p>
      {absent.length > 0 && (
        <details className="provider-absent">
          <summary>{words.absent}</summary>
          <ul>
            {absent.map((state) => (
              <li key={state.provider} className="preference-note">
                {words.names[state.provider]}: <Outcome {...state} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What it costs, and how it came out or what is missing. */
function Outcome({ provider, isThere, worked, told }: ProviderState) {
  const strings = useWords();
  const words = strings.preferences.provider;
  if (told !== null) return <>{[isThere ? words.failed : '', sentenceOf(strings, told)].filter(Boolean).join(' ')}</>;
  return <>{[words.help[provider], worked === true ? words.worked : ''].filter(Boolean).join(' ')}</>;
}
