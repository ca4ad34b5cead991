import { History as HistoryIcon, Images, Layers as LayersIcon, type LucideIcon, MessageSquareText } from 'lucide-react';
import { type ComponentType, type PointerEvent, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { DockSide, PanelName } from '../../../preload/contract/panel-layout.ts';
import { openOn, otherSide } from '../../state/panel-layout.ts';
import { useDocument, usePanels, useWords } from '../context.ts';
import type { Spot } from '../controls/SpotMenu.tsx';
import { DescribePanel } from '../describe/DescribePanel.tsx';
import { GalleryPanel } from '../gallery/GalleryPanel.tsx';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import { LayersPanel } from '../layers/LayersPanel.tsx';
import { Navigator } from '../view/Navigator.tsx';
import { PanelMenu } from './PanelMenu.tsx';
import { SideEdge } from './SideEdge.tsx';
import { useTabDrag } from './tab-drag.ts';

const panelsByName: Readonly<Record<PanelName, readonly [LucideIcon, ComponentType]>> = {
  layers: [LayersIcon, LayersPanel],
  describe: [MessageSquareText, DescribePanel],
  gallery: [Images, GalleryPanel],
  history: [HistoryIcon, HistoryPanel],
};

/** The panels on one side of the window. Their tabs are dragged, or moved by their menu. */
export function SidePanel({ side }: { readonly side: DockSide }) {
  const { panel: words } = useWords();
  const layout = usePanels((panels) => panels.layout);
  const open = usePanels((panels) => panels.open);
  const projectId = useDocument(({ document }) => document.projectId);
  const [menu, setMenu] = useState<{ readonly panel: PanelName; readonly spot: Spot } | null>(null);
  const names = layout.panels[side];
  const isAlone = layout.panels[otherSide(side)].length === 0;
  const label = isAlone ? words.label : words.sides[side];
  const beginDrag = useTabDrag();
  const onPointerDown = (event: PointerEvent) => {
    const panel = panelAt(event.target);
    if (event.button === 0 && panel !== null) beginDrag(panel, event);
  };
  return (
    <aside className={`side is-${side}`} aria-label={label} data-dock={side}>
      {names.includes('layers') && <Navigator />}
      <Tabs
        className="tabs"
        selectedKey={openOn(layout, side) ?? 'layers'}
        onSelectionChange={(key) => open(key as PanelName)}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the tabs have the focus, and the menu's key opens it there */}
        <div
          className="tab-row"
          title={words.tabHelp}
          onPointerDownCapture={onPointerDown}
          onContextMenu={(event) => {
            const panel = panelAt(event.target);
            if (panel === null) return;
            event.preventDefault();
            setMenu({ panel, spot: { x: event.clientX, y: event.clientY } });
          }}
        >
          <TabList className="tab-list" aria-label={label}>
            {names.map((name) => (
              <PanelTab key={name} name={name} />
            ))}
          </TabList>
          <DropMark side={side} />
        </div>
        {names.map((name) => (
          <TabPanel key={name} id={name} className="tab-panel">
            <OpenPanel name={name} projectId={projectId} />
          </TabPanel>
        ))}
      </Tabs>
      <SideEdge side={side} />
      {menu !== null && <PanelMenu {...menu} onClose={() => setMenu(null)} />}
    </aside>
  );
}

function PanelTab({ name }: { readonly name: PanelName }) {
  const { panel: words } = useWords();
  const [Icon] = panelsByName[name];
  return (
    <Tab id={name} className="tab" data-tour={name} data-panel={name}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {words[name]}
    </Tab>
  );
}

function OpenPanel({ name, projectId }: { readonly name: PanelName; readonly projectId: string | undefined }) {
  const [, Panel] = panelsByName[name];
  // The key resets what is typed, chosen and scrolled, since all of it belongs to one project.
  return <Panel key={projectId} />;
}

/** Where a dragged tab would come between the others. */
function DropMark({ side }: { readonly side: DockSide }) {
  const dragged = usePanels((panels) => panels.dragged);
  const names = usePanels((panels) => panels.layout.panels[side]);
  if (dragged?.to?.side !== side) return null;
  const others = names.filter((name) => name !== dragged.panel);
  // The tab itself takes room in its own row.
  const before = others[dragged.to.index];
  const at = before === undefined ? names.length : names.indexOf(before);
  return <div className="tab-drop" style={{ left: `calc(8px + (100% - 16px) * ${at / names.length})` }} aria-hidden />;
}

const panelAt = (target: EventTarget): PanelName | null =>
  target instanceof Element
    ? ((target.closest<HTMLElement>('[role=tab][data-panel]')?.dataset.panel as PanelName | undefined) ?? null)
    : null;
