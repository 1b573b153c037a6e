import pg from 'pg';
import { SqliteError } from './SqliteThread.ts';

/** What is wrong with the data itself, by the first two letters of SQLSTATE: cardinality, data, integrity constraints. */
const POSTGRES_REFUSALS = ['21', '22', '23'];

/** But for a row that another one refers to and that was deleted in the same moment: the next try finds it gone. */
const POSTGRES_GONE = '23503';

/** The same by SQLite's result codes: TOOBIG, CONSTRAINT, MISMATCH, RANGE. */
const SQLITE_REFUSALS = [18, 19, 20, 25];

/** A value that only one row may have, and another one has: unique_violation, and SQLITE_CONSTRAINT_UNIQUE. */
const POSTGRES_DUPLICATE = '23505';
const SQLITE_DUPLICATE = 2067;

/** An extended result code has the plain one in its lowest byte. */
const PLAIN_CODE = 0xff;

/**
 * Whether a database will never take what it was given. Everything else it may fail with passes: it is away, full,
 * busy or was told to stop.
 */
export function isRefusal(error: unknown): boolean {
  if (error instanceof SqliteError) return SQLITE_REFUSALS.includes((error.errcode ?? 0) & PLAIN_CODE);
  if (!(error instanceof pg.DatabaseError) || error.code === POSTGRES_GONE) return false;
  return POSTGRES_REFUSALS.includes(error.code?.slice(0, 2) ?? '');
}

/** Whether a database refused a row since another one has what no two may have. */
export function isDuplicate(error: unknown): boolean {
  if (error instanceof SqliteError) return error.errcode === SQLITE_DUPLICATE;
  return error instanceof pg.DatabaseError && error.code === POSTGRES_DUPLICATE;
}
