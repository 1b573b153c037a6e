import type { ContenderName } from '../RunSetup.ts';
import type { Contender } from './Contender.ts';

/** A process loads one of them, so that none carries the memory of another's libraries. */
export const CONTENDERS: Readonly<Record<ContenderName, Contender>> = {
  ours: { wire: 'colyseus', shows: 'view', places: 'packed', load: async () => (await import('./ours.ts')).openOurs },
  stateview: {
    wire: 'colyseus',
    shows: 'view',
    places: 'quarters',
    load: async () => (await import('./stateview.ts')).openStateview,
  },
  naive: { wire: 'colyseus', shows: 'all', places: 'units', load: async () => (await import('./naive.ts')).openNaive },
  'plain-ws': { wire: 'raw', shows: 'view', load: async () => (await import('./plainWs.ts')).openPlain },
  floor: { wire: 'raw', shows: 'nothing', load: async () => (await import('./floor.ts')).openFloor },
};
