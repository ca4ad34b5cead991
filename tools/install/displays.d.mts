export function withDisplays<T>(
  count: number,
  body: (displays: { names: string[]; env: { DISPLAY: string; XAUTHORITY: string } }) => Promise<T>,
): Promise<T>;
