import { AlignCenter, AlignLeft, AlignRight, Bold, ChevronDown, Italic } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { LARGEST_TEXT, SMALLEST_TEXT, type TextStyle, textAligns } from '../../../preload/contract/drawn-layers.ts';
import { restyled, styleOnPage } from '../../document/text-layers.ts';
import { useDocument, useStudio, useToolbox, useWords } from '../context.ts';
import { ColourField } from '../controls/ColourField.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { LineNumber } from './LineNumber.tsx';

/** The look of the text that is being typed, of the chosen text, or else of the next one. */
export function TextOptions() {
  const { text: words } = useWords();
  const { style, set } = useTextStyle();
  return (
    <>
      <FamilyField family={style.family} onChange={(family) => set({ family })} />
      <LineNumber
        label={words.size}
        value={style.size}
        least={SMALLEST_TEXT}
        most={LARGEST_TEXT}
        step={null}
        onChange={(size) => set({ size })}
      />
      <IconButton icon={Bold} label={words.bold} pressed={style.bold} onPress={() => set({ bold: !style.bold })} />
      <IconButton
        icon={Italic}
        label={words.italic}
        pressed={style.italic}
        onPress={() => set({ italic: !style.italic })}
      />
      <span className="line-rule" aria-hidden />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a group of fields, and these are buttons */}
      <span className="line-group" role="group" aria-label={words.align}>
        {textAligns.map((align) => (
          <IconButton
            key={align}
            icon={alignIcons[align]}
            label={words.aligns[align]}
            pressed={style.align === align}
            onPress={() => set({ align })}
          />
        ))}
      </span>
      <LineNumber
        label={words.lineHeight}
        value={style.lineHeight}
        least={0.5}
        most={5}
        step={0.05}
        onChange={(lineHeight) => set({ lineHeight })}
      />
      <ColourField label={words.colour} colour={style.colour} onChange={(colour) => set({ colour })} />
      <span className="tool-says clip" title={words.says}>
        {words.says}
      </span>
    </>
  );
}

const alignIcons = { left: AlignLeft, center: AlignCenter, right: AlignRight } as const;

function useTextStyle() {
  const { canvas } = useStudio();
  const isEditing = useToolbox(({ path }) => path === 'text.editing');
  const next = useToolbox(({ options }) => options.text);
  const setOptions = useToolbox((toolbox) => toolbox.setOptions);
  const change = useDocument((state) => state.change);
  const chosen = useDocument(({ document, selectedLayerId }) => {
    const layer = document.layers.find(({ id }) => id === selectedLayerId);
    return layer?.kind === 'text' ? layer : null;
  });
  const style = isEditing || chosen === null ? next : styleOnPage(chosen);
  const set = (patch: Partial<TextStyle>) => {
    setOptions({ text: { ...style, ...patch } });
    if (isEditing) canvas.styleText({ ...style, ...patch });
    else if (chosen !== null) change((page) => restyled(page, chosen.id, patch, canvas.sizeOfText));
  };
  return { style, set };
}

interface FamilyProps {
  readonly family: string;
  readonly onChange: (family: string) => void;
}

/** Escape closes an open list and does nothing else: in the window it would end the text as well. */
function useEscapeOfList(isOpen: boolean) {
  const wasOpen = useRef(false);
  return {
    onKeyDownCapture: () => {
      wasOpen.current = isOpen;
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape' && wasOpen.current) event.stopPropagation();
    },
  };
}

/** The fonts are asked for when the list opens, since the system tells them only after a press. */
function FamilyField({ family, onChange }: FamilyProps) {
  const { text: words } = useWords();
  const { canvas } = useStudio();
  const [families, setFamilies] = useState<readonly string[]>([family]);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const escapeKeys = useEscapeOfList(isOpen);
  const load = () => void canvas.fonts().then((found) => setFamilies(found.length === 0 ? [family] : found));
  const shown = families.includes(family) ? families : [family, ...families];
  const matching = typed === null ? shown : shown.filter((one) => one.toLowerCase().includes(typed.toLowerCase()));
  return (
    <div className="font-place" role="presentation" {...escapeKeys}>
      <ComboBox
        className="font-field"
        aria-label={words.family}
        items={matching.map((id) => ({ id }))}
        inputValue={typed ?? family}
        selectedKey={family}
        menuTrigger="manual"
        onInputChange={(value) => setTyped(value === family ? null : value)}
        onOpenChange={(open) => {
          setOpen(open);
          if (open) load();
          else setTyped(null);
        }}
        onSelectionChange={(key) => {
          if (key !== null) onChange(String(key));
          setTyped(null);
        }}
      >
        <Input className="text-field" spellCheck={false} />
        <Button className="icon-button is-small">
          <ChevronDown size={14} aria-hidden />
        </Button>
        <Popover className="popover">
          <ListBox<{ id: string }> className="menu font-list">
            {({ id }) => (
              <ListBoxItem id={id} className="menu-item" textValue={id}>
                <span>{id}</span>
                <span className="font-sample" style={{ fontFamily: JSON.stringify(id) }} aria-hidden>
                  {words.sample}
                </span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </div>
  );
}
