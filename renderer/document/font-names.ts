/** Names of fonts, which are the same in every language. */

/** The font of the first text, in the order in which they are looked for. The last resort is the first. */
export const FIRST_FAMILIES = [
  'Arial',
  'Helvetica',
  'Segoe UI',
  'Liberation Sans',
  'DejaVu Sans',
  'Noto Sans',
] as const;

/** Families that are usual on one system or another. They are looked for where the system lists none. */
export const USUAL_FAMILIES: readonly string[] = [
  ...['Arial', 'Arial Black', 'Calibri', 'Cambria', 'Comic Sans MS', 'Consolas', 'Courier New', 'Georgia', 'Impact'],
  ...['Segoe UI', 'Tahoma', 'Times New Roman', 'Trebuchet MS', 'Verdana'],
  ...['American Typewriter', 'Avenir', 'Baskerville', 'Futura', 'Gill Sans', 'Helvetica', 'Helvetica Neue', 'Menlo'],
  ...['Optima', 'Palatino', 'San Francisco', 'Times'],
  ...['Cantarell', 'DejaVu Sans', 'DejaVu Sans Mono', 'DejaVu Serif', 'FreeMono', 'FreeSans', 'FreeSerif', 'Inter'],
  ...['Liberation Mono', 'Liberation Sans', 'Liberation Serif', 'Noto Sans', 'Noto Serif', 'Open Sans', 'Roboto'],
  ...['Ubuntu', 'Ubuntu Mono'],
];
