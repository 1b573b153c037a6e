import type { IncomingMessage } from 'node:http';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';

/** Far deeper than any request to this server. */
const MOST_LEVELS = 10;

export type JsonBody =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly refused: ErrorRow }
  /** The peer went away in the middle of it: there is nobody to answer. */
  | { readonly ok: false; readonly refused?: undefined };

/** Reads the whole body of a request, which its head has already bounded: a JSON object, harmless to any code that copies it; an empty one for none. */
export async function readJsonBody(request: IncomingMessage): Promise<JsonBody> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return { ok: false };
  }
  const bytes = Buffer.concat(chunks);
  const body = bytes.length === 0 ? {} : parse(bytes);
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return isObject && isHarmless(body) ? { ok: true, body } : { ok: false, refused: HTTP_ERRORS.badRequest };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Whether parsed JSON nests no deeper than anything we ask for, and has no key that stands for something in every object already: copied
 * by careless code, `__proto__` or `constructor` would reach into all of them.
 */
function isHarmless(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Object.entries(value).every(([key, inner]) => !isInherited(key) && isHarmless(inner, levels - 1));
}

function isInherited(key: string): boolean {
  return key === '__proto__' || key === 'prototype' || key in Object.prototype;
}
