import pg from 'pg';
import { SqliteError } from './SqliteThread.ts';

/** What is wrong with the data itself, by the first two letters of SQLSTATE: cardinality, data, integrity constraints. */
const POSTGRES_REFUSALS = ['21', '22', '23'];

/** The same by SQLite's result codes: TOOBIG, CONSTRAINT, MISMATCH, RANGE. */
const SQLITE_REFUSALS = [18, 19, 20, 25];

/** An extended result code has the plain one in its lowest byte. */
const PLAIN_CODE = 0xff;

/**
 * Whether a database will never take what it was given. Everything else it may fail with passes: it is away, full,
 * busy or was told to stop.
 */
export function isRefusal(error: unknown): boolean {
  if (error instanceof SqliteError) return SQLITE_REFUSALS.includes((error.errcode ?? 0) & PLAIN_CODE);
  if (error instanceof pg.DatabaseError) return POSTGRES_REFUSALS.includes(error.code?.slice(0, 2) ?? '');
  return false;
}
