import { Button, ListBox, ListBoxItem } from 'react-aria-components';
import type { DocumentVersion } from '../../../preload/contract/document-versions.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { useVersions, useWords } from '../context.ts';
import { DividedPictures } from '../controls/DividedPictures.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { dayInWords, whenInWords } from '../words.ts';

/** The earlier versions of the shown picture: each beside the present one, to go back to or to open as a copy. */
export function VersionsDialog() {
  const { versions: words } = useWords();
  const of = useVersions((state) => state.of);
  const close = useVersions((state) => state.close);
  return (
    <TitledDialog
      size="wide"
      title={words.title({ name: of ?? '' })}
      close={words.close}
      isOpen={of !== null}
      onClose={close}
    >
      <p className="backups-says">{words.says}</p>
      <Versions />
    </TitledDialog>
  );
}

function Versions() {
  const { versions: words } = useWords();
  const versions = useVersions((state) => state.versions);
  if (versions === null) return <p role="status">{words.loading}</p>;
  if (versions.length === 0) return <p>{words.none}</p>;
  return (
    <div className="versions">
      <List versions={versions} />
      <Chosen />
    </div>
  );
}

function List({ versions }: { readonly versions: readonly DocumentVersion[] }) {
  const strings = useWords();
  const number = useVersions((state) => state.chosen?.number ?? null);
  const choose = useVersions((state) => state.choose);
  return (
    <ListBox
      className="versions-list"
      aria-label={strings.versions.list}
      autoFocus
      selectionMode="single"
      disallowEmptySelection
      selectionBehavior="replace"
      selectedKeys={number === null ? [] : [number]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (typeof key === 'number') void choose(key);
      }}
    >
      {versions.map((version) => (
        <ListBoxItem
          key={version.number}
          id={version.number}
          className="version"
          textValue={`${dayInWords(strings, version.madeAt)}, ${holdsOf(strings, version)}`}
        >
          <span title={dayInWords(strings, version.madeAt)}>
            {whenInWords(strings, version.madeAt, Date.now())} · {strings.versions.reasons[version.reason]}
          </span>
          <span className="backup-holds">{holdsOf(strings, version)}</span>
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

const holdsOf = ({ versions }: StudioWords, { layers, width, height }: DocumentVersion) =>
  versions.holds({ layers, width, height });

function Chosen() {
  const { versions: words } = useWords();
  const { chosen, busy, goBack, openCopy } = useVersions((state) => state);
  const pictures = chosen?.pictures ?? null;
  return (
    <div className="version-shown">
      <div className="compare-stage is-slider">
        {pictures === null ? (
          <p role="status">{words.drawing}</p>
        ) : (
          <DividedPictures
            divider={words.divider}
            first={<Picture address={pictures.earlier} caption={words.earlier} />}
            second={<Picture address={pictures.present} caption={words.present} />}
          />
        )}
      </div>
      {chosen !== null && chosen.leftOut > 0 && <p role="note">{words.leftOut({ count: chosen.leftOut })}</p>}
      <div className="button-row">
        <Button className="main-button" isDisabled={busy || pictures === null} onPress={() => void goBack()}>
          {words.back}
        </Button>
        <Button className="plain-button" isDisabled={busy || pictures === null} onPress={() => void openCopy()}>
          {words.copy}
        </Button>
      </div>
    </div>
  );
}

function Picture({ address, caption }: { readonly address: string; readonly caption: string }) {
  return (
    <figure className="compare-picture">
      <img className="version-picture" src={address} alt={caption} draggable={false} />
      <figcaption className="badge">{caption}</figcaption>
    </figure>
  );
}
