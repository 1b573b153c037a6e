import { z } from 'zod';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { TIMED_PLACE } from '../persistence/timedPlace.ts';
import type { ReportReview } from './ReportReview.ts';

/** What a question about reports is answered with. */
export type ReportAnswer =
  | { readonly json: object }
  | { readonly file: { readonly name: string; readonly bytes: Uint8Array } }
  | { readonly refused: ErrorRow };

const MAX_REPORTS = 100;

/** `/admin/reports`, `/admin/reports/<id>`, `/admin/reports/<id>/replay`. */
const ADDRESS = /^\/admin\/reports(?:\/([^/]+)(\/replay)?)?$/;

const id = z.uuid();
const page = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(MAX_REPORTS))
    .default(MAX_REPORTS),
  after: z.string().regex(TIMED_PLACE).optional(),
});

/** Answers a `GET` about reports. Gives undefined for an address that is none of theirs. */
export async function readReports(
  { pathname, searchParams }: URL,
  review: ReportReview,
): Promise<ReportAnswer | undefined> {
  const found = ADDRESS.exec(pathname);
  if (found === null) return undefined;
  const [, report, replay] = found;
  if (report === undefined) return listReports(searchParams, review);
  if (!id.safeParse(report).success) return { refused: HTTP_ERRORS.unknownReport };
  if (replay === undefined) {
    const reviewed = await review.read(report);
    return reviewed === undefined ? { refused: HTTP_ERRORS.unknownReport } : { json: reviewed };
  }
  const file = await review.readSlice(report);
  return file === undefined ? { refused: HTTP_ERRORS.replayGone } : { file };
}

async function listReports(searchParams: URLSearchParams, review: ReportReview): Promise<ReportAnswer> {
  const wish = page.safeParse(Object.fromEntries(searchParams));
  if (!wish.success) return { refused: HTTP_ERRORS.badRequest };
  return { json: await review.list(wish.data.limit, wish.data.after) };
}
