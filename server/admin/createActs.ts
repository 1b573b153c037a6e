import { z } from 'zod';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import type { AdminDesk } from './AdminDesk.ts';

/** What came of an act: what is answered and logged, or why it was refused. */
export type ActOutcome = { readonly said: object } | { readonly said: object; readonly refused: ErrorRow };

export type Act = (body: object) => Promise<ActOutcome>;

const id = z.string().min(1).max(64);
const kickBody = z.union([z.strictObject({ session: id }), z.strictObject({ room: id })]);
const drainBody = z.strictObject({});

/** What can be done by `POST`, by address. */
export function createActs(desk: AdminDesk): ReadonlyMap<string, Act> {
  return new Map<string, Act>(
    Object.entries({
      '/admin/kick': async (body: object) => {
        const target = kickBody.safeParse(body);
        if (!target.success) return refuse(HTTP_ERRORS.badRequest);
        const kicked = await desk.kick(target.data);
        return kicked === 0 ? refuse(HTTP_ERRORS.nobodyThere) : { said: { kicked } };
      },
      '/admin/drain': async (body: object) => {
        if (!drainBody.safeParse(body).success) return refuse(HTTP_ERRORS.badRequest);
        await desk.drain();
        return { said: { drained: true } };
      },
    }),
  );
}

function refuse(refused: ErrorRow): ActOutcome {
  return { said: { refused: refused.name }, refused };
}
