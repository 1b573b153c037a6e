import { z } from 'zod';
import { isRefusal } from './isRefusal.ts';

/** Whether trying again is in vain: the database refuses it, it cannot be read, or we made a mistake. All else passes. */
export function isHopeless(error: unknown): boolean {
  return isRefusal(error) || [z.ZodError, SyntaxError, TypeError, RangeError].some((kind) => error instanceof kind);
}
