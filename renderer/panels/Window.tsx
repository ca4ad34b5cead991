import { useState } from 'react';
import { CanvasHost } from './CanvasHost.tsx';
import { EmptyPage } from './EmptyPage.tsx';
import { EngineStatusLine } from './EngineStatusLine.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { Notices } from './Notices.tsx';
import { PromptBar } from './PromptBar.tsx';
import { SidePanel } from './SidePanel.tsx';
import { ToolRail } from './ToolRail.tsx';
import { TopBar } from './TopBar.tsx';

/** Bar above, tools left, picture in the middle with the prompt over it, panels right. */
export function Window({ theme }: { readonly theme: 'light' | 'dark' }) {
  const [panelShown, setPanelShown] = useState(true);
  return (
    <div className={`window ${panelShown ? '' : 'is-wide'}`}>
      <TopBar theme={theme} panelShown={panelShown} onPanel={setPanelShown} />
      <ToolRail />
      <main className="stage">
        <CanvasHost />
        <div className="dock">
          <EmptyPage />
          <EngineStatusLine />
          <PromptBar />
        </div>
        <Notices />
      </main>
      {panelShown && <SidePanel />}
      <KeysDialog />
    </div>
  );
}
