/** The Electron that releases are built on: the newest stable line. package.json declares it, and a test compares. */
export const releaseElectron = '45.4.1';

const line = (version: string) => Number.parseInt(version, 10);

/** Whether a version is of an older line than releases are built on. */
export function isOldElectron(version: string): boolean {
  return !(line(version) >= line(releaseElectron));
}

/** An Electron's name for a person, with a warning where it is older than that of a release. */
export function electronTitle(version: string): string {
  if (!isOldElectron(version)) return `Electron ${version}`;
  return `Electron ${version} (older than ${releaseElectron}, on which releases are built, and without its security fixes: for development only)`;
}
