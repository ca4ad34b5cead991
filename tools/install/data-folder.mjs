/** The same folder as the app's (main/data-folder.ts); after the dependencies are installed. */
export async function dataFolder() {
  if (process.env.DIMOO_HOME) return process.env.DIMOO_HOME;
  const { default: envPaths } = await import('env-paths');
  return envPaths('dimoo-studio', { suffix: '' }).data;
}
