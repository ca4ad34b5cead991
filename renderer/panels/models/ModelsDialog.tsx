import { Plus, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { useHub, useModels, useWords } from '../context.ts';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { AddFound } from './AddFound.tsx';
import { AddingLine, MovingLine, Unfinished } from './AddingLine.tsx';
import { HubForm } from './HubForm.tsx';
import { HubFound } from './HubFound.tsx';
import { HubLine } from './HubLine.tsx';
import { ModelCard } from './ModelCard.tsx';
import { Where } from './Where.tsx';

/** The models on this computer: what there is, and adding, checking, choosing and removing them. */
export function ModelsDialog() {
  const words = useWords().models;
  const isShown = useModels((state) => state.isShown);
  const show = useModels((state) => state.show);
  return (
    <TitledDialog size="wide" title={words.title} close={words.close} isOpen={isShown} onClose={() => show(false)}>
      <div className="models-page">
        <Refusal />
        <Content />
      </div>
    </TitledDialog>
  );
}

function Content() {
  const found = useModels((state) => state.found);
  const hub = useHub((state) => state);
  const view = hub.found?.id ?? (hub.isOpen ? 'hub' : (found?.id ?? 'list'));
  // The button that leads to another view goes away with its own. Without the focus, the dialog would not hear its keys.
  useEffect(() => {
    if (view !== '' && document.activeElement === document.body) {
      document.querySelector<HTMLElement>('[role="dialog"]')?.focus();
    }
  }, [view]);
  if (hub.found !== null) return <HubFound key={hub.found.id} found={hub.found} />;
  if (hub.isOpen) return <HubForm />;
  return found === null ? <Installed /> : <AddFound key={found.id} found={found} />;
}

/** Why the last thing that was asked for did not happen. */
function Refusal() {
  const strings = useWords();
  const failure = useModels((state) => state.failure);
  const dismiss = useModels((state) => state.dismissFailure);
  if (failure === null) return null;
  return (
    <div className="models-refusal" role="alert">
      <TriangleAlert size={16} aria-hidden />
      <p className="selectable">{sentenceOf(strings, failure)}</p>
      <Button className="quiet-button" onPress={dismiss}>
        {strings.status.close}
      </Button>
    </div>
  );
}

function Installed() {
  const strings = useWords();
  const words = strings.models;
  const { find, isLooking, now, said } = useModels((state) => state);
  const addButton = useRef<HTMLButtonElement>(null);
  const openHub = useHub((state) => state.open);
  const models = now?.models ?? null;
  const hasOnlyBundled = models?.every(({ isBundled }) => isBundled) ?? false;
  return (
    <>
      <div className="models-top">
        {/* A disabled button would lose the focus, and the keys would no longer belong to the page. */}
        <Button ref={addButton} className="main-button" autoFocus onPress={() => void find()}>
          <Plus size={16} aria-hidden />
          {words.add}
        </Button>
        <Button className="plain-button models-hub" onPress={openHub}>
          {strings.hub.open}
        </Button>
        <p className={said === null ? 'preference-note' : 'models-said'} role="status">
          {isLooking ? words.looking : (said?.(strings) ?? words.addHelp)}
        </p>
      </div>
      {hasOnlyBundled && <p className="models-get selectable">{words.getReal}</p>}
      <HubLine />
      <AddingLine />
      <MovingLine />
      <Unfinished />
      {models === null ? (
        <p role="status">{words.loading}</p>
      ) : (
        <ul className="models" aria-label={words.list}>
          {models.map((model) => (
            <ModelCard key={model.id} model={model} onRemoved={() => addButton.current?.focus()} />
          ))}
        </ul>
      )}
      <Where />
    </>
  );
}
