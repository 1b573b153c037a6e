import { schema, t, type Schema } from '@colyseus/schema';
import assert from 'node:assert/strict';
import { EntitySerializer } from '../../../server/sync/EntitySerializer.ts';

describe('a state that cannot be sent', () => {
  const serializerOf = (fields: Record<string, unknown>) => {
    const type = schema(fields as never, 'Refused') as unknown as new () => Schema;
    const serializer = new EntitySerializer({ publicEntities: 0, acknowledged: () => 0 });
    return () => serializer.reset(new type());
  };
  const Plain = schema({ code: t.uint8().default(0) }, 'Plain');
  const Secret = schema({ code: t.uint8().view(2).default(0) }, 'Secret');
  const Fading = schema({ code: t.uint8().unreliable().default(0) }, 'Fading');
  const cases: Readonly<Record<string, [fields: Record<string, unknown>, reason: RegExp]>> = {
    'has a list': [{ items: t.array('uint8') }, /cannot send the field items/],
    'has a value of its own that only some may know': [{ code: t.uint8().view() }, /cannot hide the field code/],
    'tells some views more than others': [
      { secrets: t.map(Secret) },
      /cannot send the field code to the views of a tag/,
    ],
    'has a map for some views only': [{ secrets: t.map(Plain).view(4) }, /field secrets to the views of a tag/],
    'may leave a value out': [{ code: t.uint8().optional() }, /code, which is optional/],
    'may lose a value on the way': [{ fading: t.map(Fading) }, /code, which is unreliable/],
  };
  for (const [name, [fields, reason]] of Object.entries(cases)) {
    it(`is refused at once when it ${name}, not garbled and not told to everybody`, () => {
      assert.throws(serializerOf(fields), reason);
    });
  }
});
