import { History as HistoryIcon, Images, Layers as LayersIcon, type LucideIcon, MessageSquareText } from 'lucide-react';
import type { ComponentType } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useDocument, useWords } from '../context.ts';
import { DescribePanel } from '../describe/DescribePanel.tsx';
import { GalleryPanel } from '../gallery/GalleryPanel.tsx';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import { LayersPanel } from '../layers/LayersPanel.tsx';
import { Navigator } from '../view/Navigator.tsx';

type PanelName = 'layers' | 'describe' | 'gallery' | 'history';

const panels: readonly [PanelName, LucideIcon, ComponentType][] = [
  ['layers', LayersIcon, LayersPanel],
  ['describe', MessageSquareText, DescribePanel],
  ['gallery', Images, GalleryPanel],
  ['history', HistoryIcon, HistoryPanel],
];

export function SidePanel() {
  const strings = useWords();
  const projectId = useDocument(({ document }) => document.projectId);
  return (
    <aside className="side" aria-label={strings.panel.label}>
      <Navigator />
      <Tabs className="tabs">
        <TabList className="tab-list" aria-label={strings.panel.label}>
          {panels.map(([name, Icon]) => (
            <Tab key={name} id={name} className="tab">
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
