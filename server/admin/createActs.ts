import { z } from 'zod';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import type { AdminDesk } from './AdminDesk.ts';
import type { HandleWish, ReportReview } from './ReportReview.ts';

/** What came of an act: what is answered and logged, with what is answered alone since it is a secret; or why it was refused. */
export type ActOutcome =
  { readonly said: object; readonly secret?: object } | { readonly said: object; readonly refused: ErrorRow };

/** @param by the name of whoever acts */
export type Act = (body: object, by: string) => Promise<ActOutcome>;

const id = z.string().min(1).max(64);
const player = z.uuid();
const kickBody = z.union([z.strictObject({ session: id }), z.strictObject({ room: id }), z.strictObject({ player })]);
/** Postgres keeps no text with a NUL in it. */
const reason = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\0]+$/);
const banTerms = { reason, days: z.number().int().min(1).max(10_000).optional() };
const banBody = z.strictObject({ player, ...banTerms });
const report = z.uuid();
const handleBody: z.ZodType<HandleWish> = z.discriminatedUnion('outcome', [
  z.strictObject({ report, outcome: z.literal('nothing') }),
  z.strictObject({ report, outcome: z.literal('ban'), ...banTerms }),
]);
const unbanBody = z.strictObject({ player });
const resetBody = z.strictObject({ name: id });
const drainBody = z.strictObject({});

/** What can be done by `POST`, by address. */
export function createActs(desk: AdminDesk, review: ReportReview): ReadonlyMap<string, Act> {
  return new Map<string, Act>([
    [
      '/admin/kick',
      act(kickBody, async (target) => {
        const kicked = await desk.kick(target);
        return kicked === 0 ? refuse(HTTP_ERRORS.nobodyThere) : { said: { kicked } };
      }),
    ],
    ['/admin/ban', act(banBody, async (ban, by) => ofPlayer(await desk.ban(ban, by), { banned: true }))],
    [
      '/admin/handle',
      act(handleBody, async (wish, by) => {
        const fault = await review.handle(wish, by);
        return fault === undefined ? { said: { handled: wish.outcome } } : refuse(HTTP_ERRORS[fault]);
      }),
    ],
    ['/admin/unban', act(unbanBody, async (wish) => ofPlayer(await desk.unban(wish.player), { banned: false }))],
    [
      '/admin/reset',
      act(resetBody, async (wish) => {
        const reset = await desk.allowReset(wish.name);
        return reset === undefined ? refuse(HTTP_ERRORS.unknownAccount) : { said: { reset: true }, secret: reset };
      }),
    ],
    [
      '/admin/drain',
      act(drainBody, async () => {
        await desk.drain();
        return { said: { drained: true } };
      }),
    ],
  ]);
}

function act<Wish>(shape: z.ZodType<Wish>, perform: (wish: Wish, by: string) => Promise<ActOutcome>): Act {
  return async (body, by) => {
    const wish = shape.safeParse(body);
    return wish.success ? perform(wish.data, by) : refuse(HTTP_ERRORS.badRequest);
  };
}

function ofPlayer(isKnown: boolean, said: object): ActOutcome {
  return isKnown ? { said } : refuse(HTTP_ERRORS.unknownPlayer);
}

function refuse(refused: ErrorRow): ActOutcome {
  return { said: { refused: refused.name }, refused };
}
