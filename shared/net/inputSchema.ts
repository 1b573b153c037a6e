import { schema, t, type SchemaType } from '@colyseus/schema';

/**
 * One input as it travels: a player's wish for one tick. Any Colyseus client can send it through `room.input()`.
 * Fields that did not change cost nothing.
 */
export const PlayerInput = schema(
  {
    /** −127…127 each. */
    moveX: t.int8().default(0),
    moveY: t.int8().default(0),
    /** Radians, 16 bits of a full turn. */
    aim: t.angle().default(0),
    /** 1 fire, 2 dash, 4 reload, 8 use. */
    buttons: t.uint8().default(0),
    /** Number of the weapon to change to, 0 to keep. */
    weapon: t.uint8().default(0),
    /** Lag-compensation stamp: the instant, in 1/16 tick of the server, at which others were drawn; 0: none. */
    seenSubtick: t.uint32().default(0),
  },
  'PlayerInput',
);
export type PlayerInput = SchemaType<typeof PlayerInput>;
