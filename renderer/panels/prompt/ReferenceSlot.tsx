import { ImagePlus, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Tooltip, TooltipTrigger } from 'react-aria-components';
import { GENERATION_TYPE } from '../../document/drag.ts';
import { showsPicture } from '../../document/operations.ts';
import { useDocument, usePrompt, useStudio, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Thumbnail } from '../controls/Thumbnail.tsx';

/** The slot for a picture to draw from. It takes a dropped picture, or one that its button chooses. */
export function ReferenceSlot({ label }: { readonly label: string }) {
  const strings = useWords();
  const reference = usePrompt((prompt) => prompt.reference);
  const setReference = usePrompt((prompt) => prompt.setReference);
  const { hovering, handlers } = useDrops();
  const name = reference === null ? label : strings.inputs.slotFilled({ slot: label, picture: reference.name });
  return (
    <fieldset className={`slot ${hovering ? 'is-hovered' : ''}`} data-drop-slot {...handlers}>
      <legend className="visually-hidden">{label}</legend>
      <MenuTrigger>
        <TooltipTrigger delay={500} closeDelay={50}>
          <Button className="slot-button" aria-label={name}>
            {reference === null ? (
              <ImagePlus size={20} strokeWidth={1.5} aria-hidden />
            ) : (
              <Thumbnail hash={reference.hash} className="is-slot" />
            )}
          </Button>
          <Tooltip className="tooltip" placement="top" offset={6}>
            {reference === null ? strings.inputs.slotEmpty({ slot: label }) : name}
          </Tooltip>
        </TooltipTrigger>
        <Popover className="popover" placement="top start" offset={6}>
          <Sources label={label} />
        </Popover>
      </MenuTrigger>
      {reference !== null && (
        <IconButton
          icon={X}
          size={12}
          className="slot-clear"
          label={strings.inputs.slotClear}
          placement="top"
          onPress={() => setReference(null)}
        />
      )}
    </fieldset>
  );
}

function Sources({ label }: { readonly label: string }) {
  const strings = useWords();
  const { reference } = useStudio();
  const hasPicture = useDocument(({ document }) => showsPicture(document));
  const acts = { file: () => reference.choose(), page: () => reference.fromPage() };
  return (
    <Menu
      className="menu"
      aria-label={label}
      disabledKeys={hasPicture ? [] : ['page']}
      onAction={(key) => void acts[key as keyof typeof acts]()}
    >
      <MenuItem id="file" className="menu-item">
        {strings.inputs.slotFile}
      </MenuItem>
      <MenuItem id="page" className="menu-item">
        {strings.inputs.slotPage}
      </MenuItem>
    </Menu>
  );
}

/** Accepts files and pictures of the gallery. The canvas leaves drops over the slot to it. */
function useDrops() {
  const { reference, gallery } = useStudio();
  const [hovering, setHovering] = useState(false);
  const take = ({ dataTransfer }: DragEvent) => {
    const id = dataTransfer.getData(GENERATION_TYPE);
    const generation = gallery.getState().recordOf(id);
    const [file] = dataTransfer.files;
    if (generation !== undefined) reference.fromGeneration(generation);
    else if (file !== undefined) void reference.fromFile(file);
  };
  const handlers = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setHovering(true);
    },
    onDragLeave: () => setHovering(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setHovering(false);
      take(event);
    },
  };
  return { hovering, handlers };
}
