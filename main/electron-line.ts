/** The Electron of releases, from the newest stable line. A test compares it with package.json. */
export const releaseElectron = '45.4.1';

const line = (version: string) => Number.parseInt(version, 10);

/** Whether a version belongs to an older line than that of releases. */
export function isOldElectron(version: string): boolean {
  return !(line(version) >= line(releaseElectron));
}

/** An Electron's name for users, with a warning where it is older than that of a release. */
export function electronTitle(version: string): string {
  if (!isOldElectron(version)) return `Electron ${version}`;
  return `Electron ${version} (older than ${releaseElectron}, on which releases are built, and without its security fixes: for development only)`;
}
