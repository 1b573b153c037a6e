import { schema, t, type SchemaType } from '@colyseus/schema';

/** One input of the benchmark as it travels to a Colyseus room. */
export const BenchInput = schema(
  {
    /** 256 to a turn. */
    direction: t.uint8().default(0),
    aim: t.uint8().default(0),
    /** 1: the trigger is held. */
    fires: t.uint8().default(0),
  },
  'BenchInput',
);
export type BenchInput = SchemaType<typeof BenchInput>;
