/** From light and from Lab to the numbers of the working space (sRGB, 8 bits). This file is pure. */

const STEPS = 65535;

/** The byte of each share of the full light. IEC 61966-2-1. */
const bytes = Uint8ClampedArray.from({ length: STEPS + 1 }, (_, step) => {
  const light = step / STEPS;
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
});

/** @param light linear, 0 to 1; what lies beyond is cut */
export function byteOfLight(light: number): number {
  return light > 0 ? (bytes[light >= 1 ? STEPS : Math.round(light * STEPS)] ?? 0) : 0;
}

/** The white of Lab in files (D50). */
const WHITE = [0.9642, 1, 0.8249] as const;
/** XYZ under D50 to linear sRGB, adapted by Bradford's method. http://www.brucelindbloom.com/Eqn_RGB_XYZ_Matrix.html */
const TO_RGB = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;
const CUBE = 6 / 29;

/**
 * Sets three bytes of sRGB.
 * @param lightness 0 to 100
 * @param a green to red, -128 to 127
 * @param b blue to yellow, -128 to 127
 */
export function setLab(to: Uint8Array, at: number, lightness: number, a: number, b: number): void {
  const y = (lightness + 16) / 116;
  const [X, Y, Z] = [WHITE[0] * unfolded(y + a / 500), WHITE[1] * unfolded(y), WHITE[2] * unfolded(y - b / 200)];
  for (let i = 0; i < 3; i++) {
    const [x = 0, yy = 0, z = 0] = TO_RGB[i] ?? [];
    to[at + i] = byteOfLight(x * X + yy * Y + z * Z);
  }
}

const unfolded = (value: number) => (value > CUBE ? value ** 3 : 3 * CUBE * CUBE * (value - 4 / 29));
