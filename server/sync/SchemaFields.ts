import { $numFields, type Schema } from '@colyseus/schema';
import type { WireWriter } from './WireWriter.ts';

/** A quantised field as the schema describes it: an unsigned integer of `bits`, spread over `min`…`max` in `span` steps. */
interface Quantised {
  readonly min: number;
  readonly max: number;
  readonly bits: 8 | 16 | 32;
  readonly wrap: boolean;
  readonly range: number;
  readonly span: number;
}

/** What the metadata of a schema class says of one field. */
export interface FieldMetadata {
  readonly name: string;
  readonly type: unknown;
  /** There when only views that hold the instance are sent the field. */
  readonly tag?: number;
}

/** What `.view()` means without a tag. */
const DEFAULT_VIEW_TAG = -1;

/** Manners of sending a field that the serializer does not have: a client would be told too much of it, or too little. */
const OTHER_MANNERS = ['optional', 'unreliable', 'patchOnly', 'fullStateOnly', 'stream'];

/** How the numbers of a field travel. */
type Width = 'uint8' | 'uint16' | 'uint32' | 'float32' | 'float64' | 'string';

/** One field of a schema class whose value is a number, a text or a truth. */
export interface ValueField {
  readonly index: number;
  readonly name: string;
  readonly width: Width;
  /** Only views that hold the instance are sent it. */
  readonly isSeen: boolean;
  /** A client is told it when an instance comes into its view, and not when it changes. */
  readonly isQuiet: boolean;
  /** How a number is spread over the steps of the wire; undefined for one that travels as it is. */
  readonly quantised: Quantised | undefined;
}

const PLAIN_WIDTHS: Readonly<Record<string, Width>> = {
  boolean: 'uint8',
  int8: 'uint8',
  uint8: 'uint8',
  int16: 'uint16',
  uint16: 'uint16',
  int32: 'uint32',
  uint32: 'uint32',
  float32: 'float32',
  float64: 'float64',
  string: 'string',
};

/** The fields of a schema class, by their index on the wire. */
export function fieldsOf(type: typeof Schema): readonly FieldMetadata[] {
  const metadata = (type as unknown as { readonly [Symbol.metadata]: Record<number, FieldMetadata> })[Symbol.metadata];
  const last = (metadata as { readonly [$numFields]?: number })[$numFields] ?? -1;
  return Array.from({ length: last + 1 }, (_, index) => metadata[index]!);
}

/** What the schema of a field does not say. */
export interface FieldManner {
  /** Whether the whole instance is known only to those whose view holds it. */
  readonly isHidden: boolean;
  readonly isQuiet: boolean;
}

/** @throws an Error for a field that is to be sent in a manner the serializer does not have */
export function requireMannersOf(field: FieldMetadata): void {
  const { name, tag = DEFAULT_VIEW_TAG } = field;
  const manner = OTHER_MANNERS.find((one) => one in field);
  if (manner !== undefined) throw new Error(`EntitySerializer cannot send the field ${name}, which is ${manner}`);
  if (tag !== DEFAULT_VIEW_TAG) throw new Error(`EntitySerializer cannot send the field ${name} to the views of a tag`);
}

/**
 * @throws an Error for a type or a manner that is none of those the serializer knows
 */
export function valueField(field: FieldMetadata, index: number, { isHidden, isQuiet }: FieldManner): ValueField {
  requireMannersOf(field);
  const { name, type, tag } = field;
  const common = { index, name, isSeen: isHidden || tag !== undefined, isQuiet };
  if (isQuantised(type)) {
    const { quantized } = type;
    return { ...common, width: `uint${quantized.bits}`, quantised: quantized };
  }
  const width = PLAIN_WIDTHS[String(type)];
  if (width === undefined) throw new Error(`EntitySerializer cannot send the field ${name} of type ${String(type)}`);
  return { ...common, width, quantised: undefined };
}

/** The number that stands for a value on the wire; two values of one number are the same to a client. */
export function wireNumber({ quantised }: ValueField, value: unknown): number {
  const number = Number(value) || 0;
  return quantised === undefined ? number : quantise(quantised, number);
}

/** Writes what `wireNumber` gave, or the text itself; one that nobody has set is empty. */
export function writeValue(writer: WireWriter, { width }: ValueField, wire: number, value: unknown): void {
  switch (width) {
    case 'uint8':
      return writer.uint8(wire);
    case 'uint16':
      return writer.uint16(wire);
    case 'uint32':
      return writer.uint32(wire);
    case 'float32':
      return writer.float32(wire);
    case 'float64':
      return writer.float64(wire);
    case 'string':
      return writer.string((value as string | undefined) ?? '');
  }
}

function isQuantised(type: unknown): type is { readonly quantized: Quantised } {
  return typeof type === 'object' && type !== null && 'quantized' in type;
}

/** The schema's own rounding, half up, so that a client decodes what the instance holds. */
function quantise({ min, max, wrap, range, span }: Quantised, value: number): number {
  if (!wrap) {
    const inside = value < min ? min : value > max ? max : value;
    return Math.floor(((inside - min) / range) * span + 0.5);
  }
  if (!Number.isFinite(value)) return 0;
  const turned = (((value - min) % range) + range) % range;
  return Math.floor((turned / range) * span + 0.5) % span;
}
