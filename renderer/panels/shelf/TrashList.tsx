import { useRef } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { TrashedProject } from '../../../preload/contract/projects.ts';
import { useShelf, useWords } from '../context.ts';
import { dayInWords, whenInWords } from '../words.ts';
import { useCard } from './use-card.ts';

/** The deleted projects, with the way back. */
export function TrashList() {
  const words = useWords().shelf;
  const trash = useShelf((state) => state.trash);
  if (trash === null) return null;
  return (
    <section className="trash" aria-label={words.trash}>
      <h3>{words.trash}</h3>
      <p className="hint">{trash.length === 0 ? words.trashEmpty : words.trashSays}</p>
      {trash.length > 0 && (
        <ul>
          {trash.map((trashed) => (
            <Row key={trashed.id} trashed={trashed} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ trashed }: { readonly trashed: TrashedProject }) {
  const strings = useWords();
  const words = strings.shelf;
  const element = useRef<HTMLLIElement>(null);
  const { url } = useCard(trashed.id, trashed.id, element);
  const bringBack = useShelf((state) => state.bringBack);
  const busy = useShelf((state) => state.busy);
  const { name } = trashed.project;
  return (
    <li ref={element} className="trashed">
      <span className="card-page" aria-hidden>
        {url !== null && <img src={url} alt="" draggable={false} decoding="async" />}
      </span>
      <div className="card-words">
        <span className="card-name clip" title={name}>
          {name}
        </span>
        <span className="card-facts" title={dayInWords(strings, trashed.deletedAt)}>
          {words.trashed({ when: whenInWords(strings, trashed.deletedAt, Date.now()) })} ·{' '}
          {words.daysLeft({ days: trashed.daysLeft })}
        </span>
      </div>
      <Button
        className="plain-button"
        aria-label={words.bringBackOne({ name })}
        isDisabled={busy}
        onPress={() => void bringBack(trashed)}
      >
        {words.bringBack}
      </Button>
      <ForGood trashed={trashed} />
    </li>
  );
}

/** Asks first, since there is no way back. */
function ForGood({ trashed }: { readonly trashed: TrashedProject }) {
  const words = useWords().shelf;
  const deleteForGood = useShelf((state) => state.deleteForGood);
  const busy = useShelf((state) => state.busy);
  const { name } = trashed.project;
  return (
    <DialogTrigger>
      <Button className="quiet-button" aria-label={words.forGoodOne({ name })} isDisabled={busy}>
        {words.forGood}
      </Button>
      <Popover className="popover trash-ask" placement="top end" offset={6}>
        <Dialog role="alertdialog" className="trash-question" aria-label={words.forGoodOne({ name })}>
          {({ close }) => (
            <>
              <p>{words.ask({ name })}</p>
              <div className="button-row">
                <Button className="plain-button" autoFocus onPress={close}>
                  {words.keep}
                </Button>
                <Button
                  className="plain-button trash-danger"
                  onPress={() => {
                    close();
                    void deleteForGood(trashed);
                  }}
                >
                  {words.forGood}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
