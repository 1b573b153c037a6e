/** An object of a JSON file about which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; nothing when it is no list. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The custom properties of a Tiled object, by name. */
export function readProperties(object: Fields): ReadonlyMap<unknown, unknown> {
  return new Map(listOf(object.properties).map((property) => [property.name, property.value]));
}
