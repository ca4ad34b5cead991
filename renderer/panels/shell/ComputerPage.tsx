import { Button } from 'react-aria-components';
import { shownPlaces } from '../../../preload/contract/desktop.ts';
import { useApp, useModels, useQueue, useRun, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { ProviderChoice } from './ProviderChoice.tsx';

/** What the studio takes of this computer, and where it keeps its files. */
export function ComputerPage() {
  const strings = useWords();
  const words = strings.preferences;
  const showPlace = useApp((app) => app.showPlace);
  const showPreferences = useApp((app) => app.showPreferences);
  const showModels = useModels((models) => models.show);
  return (
    <>
      <ProviderChoice />
      <Cores />
      <p className="preference-note">{words.kept}</p>
      <div className="preference-places">
        {shownPlaces.map((place) => (
          <Button key={place} className="plain-button" onPress={() => showPlace(place)}>
            {words.places[place]}
          </Button>
        ))}
      </div>
      <div className="preference-places">
        <Button
          className="plain-button"
          onPress={() => {
            showPreferences(null);
            showModels(true);
          }}
        >
          {strings.models.open}
        </Button>
      </div>
    </>
  );
}

/** A few numbers up to that of this machine. While a drawing runs, the engine must not start again. */
function Cores() {
  const words = useWords().preferences;
  const { chosen, most } = useApp((app) => app.cores);
  const setCores = useApp((app) => app.setCores);
  const runs = useRun(({ phase }) => phase === 'running' || phase === 'saving');
  const queued = useQueue(({ items }) => items.some(({ state }) => state === 'running'));
  const isBusy = runs || queued;
  return (
    <>
      <Choice
        label={words.cores}
        values={['auto', ...coreChoices(most)]}
        chosen={chosen ?? 'auto'}
        isDisabled={isBusy}
        nameOf={(value) => (value === 'auto' ? words.automatic : value)}
        onChoose={(value) => setCores(value === 'auto' ? null : Number(value))}
      />
      <p className="preference-note">{isBusy ? words.coresBusy : words.coresHelp}</p>
    </>
  );
}

/** 1, 2, 4 and so on, and the number of the machine itself. */
function coreChoices(most: number): readonly number[] {
  const powers = Array.from({ length: 10 }, (_, power) => 2 ** power).filter((count) => count < most);
  return [...powers, most];
}
