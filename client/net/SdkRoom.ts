import type { Room } from '@colyseus/sdk';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';

/** An arena as Colyseus' client has it. */
export type SdkRoom = Room<unknown, ArenaState>;
