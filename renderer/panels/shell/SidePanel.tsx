import { History as HistoryIcon, Images, Layers as LayersIcon, type LucideIcon, MessageSquareText } from 'lucide-react';
import type { ComponentType } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { PanelName } from '../../state/studio.ts';
import { useApp, useDocument, useWords } from '../context.ts';
import { DescribePanel } from '../describe/DescribePanel.tsx';
import { GalleryPanel } from '../gallery/GalleryPanel.tsx';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import { LayersPanel } from '../layers/LayersPanel.tsx';
import { Navigator } from '../view/Navigator.tsx';

const panels: readonly [PanelName, LucideIcon, ComponentType][] = [
  ['layers', LayersIcon, LayersPanel],
  ['describe', MessageSquareText, DescribePanel],
  ['gallery', Images, GalleryPanel],
  ['history', HistoryIcon, HistoryPanel],
];

export function SidePanel() {
  const strings = useWords();
  const panel = useApp((app) => app.panel);
  const showPanel = useApp((app) => app.showPanel);
  const projectId = useDocument(({ document }) => document.projectId);
  return (
    <aside className="side" aria-label={strings.panel.label}>
      <Navigator />
      <Tabs className="tabs" selectedKey={panel} onSelectionChange={(key) => showPanel(key as PanelName)}>
        <TabList className="tab-list" aria-label={strings.panel.label}>
          {panels.map(([name, Icon]) => (
            <Tab key={name} id={name} className="tab" data-tour={name}>
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              {strings.panel[name]}
            </Tab>
          ))}
        </TabList>
        {panels.map(([name, , Panel]) => (
          <TabPanel key={name} id={name} className="tab-panel">
            {/* The key resets what is typed, chosen and scrolled, since all of it belongs to one project. */}
            <Panel key={projectId} />
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  );
}
