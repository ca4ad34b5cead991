import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';

/** An entry of an archive as a test wants it, sound or not. */
export interface RawEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isPacked?: boolean;
  /** What the headers say, where that differs from the truth. */
  readonly says?: { readonly size?: number; readonly crc?: number; readonly flags?: number; readonly method?: number };
  /** Only the central directory has it, and says that it lies here. */
  readonly offset?: number;
}

/** A zip archive byte by byte, of any names and any lies. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, isPacked = false, says = {}, offset } of entries) {
    const data = isPacked ? deflateRawSync(bytes) : Buffer.from(bytes);
    const nameBytes = Buffer.from(name, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800 | (says.flags ?? 0), 2);
    fields.writeUInt16LE(says.method ?? (isPacked ? 8 : 0), 4);
    fields.writeUInt32LE(says.crc ?? crc32(bytes), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(says.size ?? bytes.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, nameBytes, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset ?? at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, nameBytes]));
    if (offset !== undefined) continue;
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A sound archive as the library writes it, also as a zip64. */
export async function soundZip(entries: readonly RawEntry[], isZip64 = false): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes, isPacked = false } of entries) {
    zip.addBuffer(Buffer.from(bytes), name, { compress: isPacked, forceZip64Format: isZip64 });
  }
  zip.end({ forceZip64Format: isZip64, comment: '' });
  return buffer(zip.outputStream);
}
