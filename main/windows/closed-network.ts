import { app, type Session, type WebContents } from 'electron';

/** A name that nobody may ever have (RFC 2606). */
const NOWHERE = 'http://nowhere.invalid:1';
const FOREIGN = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);

/**
 * Call before the app is ready. The studio needs no network: Chromium finds no address for any name, and all that
 * needs no name (an address in numbers, WebRTC through TCP) is sent by way of a proxy that does not exist.
 */
export function closeNetwork(): void {
  const { commandLine } = app;
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('proxy-server', NOWHERE);
  // Else what is on this very machine would be reached without the proxy.
  commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
  for (const name of ['no-proxy-server', 'proxy-auto-detect', 'proxy-pac-url']) commandLine.removeSwitch(name);
}

/** Call before the session has a page. */
export function closeSession(session: Session): void {
  // Else it asks a host of Google's for a dictionary, also where no page checks its spelling.
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest({ urls: FOREIGN }, (_details, answer) => answer({ cancel: true }));
  // The page hands what is to be kept to main, which asks where (desktop/pictures.ts).
  session.on('will-download', (event) => event.preventDefault());
}

/** WebRTC sends UDP past the content policy and past a proxy, unless it is told to. */
export function closeContents(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
