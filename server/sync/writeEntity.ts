import type { Entity } from './Entity.ts';
import { wireNumber, writeValue, type ValueField } from './SchemaFields.ts';
import { WireWriter } from './WireWriter.ts';

/** The bytes of the schema wire format that are needed here. */
export const WIRE = { add: 0x80, replace: 0x00, delete: 0x40, switchTo: 0xff } as const;

const keyWriter = new WireWriter();

/** Puts an entity into a map of a client, under `id`, which stands for its place there and for itself. */
export function writeEntry(writer: WireWriter, { keyBytes }: Entity, id: number): void {
  writer.uint8(WIRE.add);
  writer.number(id);
  writer.copy(keyBytes, 0, keyBytes.length);
  writer.number(id);
}

/** A key as it travels. */
export function encodeKey(key: string): Uint8Array {
  keyWriter.at = 0;
  keyWriter.string(key);
  return Uint8Array.prototype.slice.call(keyWriter.bytes, 0, keyWriter.at);
}

/** What follows is about the map or entity of this id. */
export function writeSwitch(writer: WireWriter, id: number): void {
  writer.uint8(WIRE.switchTo);
  writer.number(id);
}

/** Writes all of these fields as new. */
export function writeAll(writer: WireWriter, entity: Entity, fields: readonly ValueField[]): void {
  for (const field of fields) writeField(writer, entity, field, WIRE.add);
}

/** Writes one field; to those who know it already as a `WIRE.replace`. */
export function writeField(writer: WireWriter, entity: Entity, field: ValueField, operation: number): void {
  const value = entity.values[field.index];
  writer.uint8(field.index | operation);
  writeValue(writer, field, field.width === 'string' ? 0 : wireNumber(field, value), value);
}
