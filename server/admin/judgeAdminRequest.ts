import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { changesNothing, hasBody, refusalOfBody } from '../http/refusalOfBody.ts';
import { HOST_NAME, type Admin } from './Admin.ts';

/** As whom a browser on this machine knows the admin port; a name that merely resolves to it is somebody else's trick (DNS rebinding). */
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/** Whose request it is, or why it is refused. */
export type AdminJudgement = { readonly by: string } | { readonly refused: ErrorRow };

/**
 * Judges a request to the admin port. That it comes from this machine proves little: any web page that is open on it can make the browser
 * send one. So the name it was sent to has to be local, a page has to be the port's own, and an act has to come as JSON, which no form can
 * send; or without a body, but with a token, which no form can send either.
 * @param admins of whom one has to show their token; none: nobody is asked for one
 */
export function judgeAdminRequest(request: IncomingMessage, admins: readonly Admin[]): AdminJudgement {
  const { host = '', origin, authorization = '' } = request.headers;
  if (!LOCAL_HOST.test(host)) return { refused: HTTP_ERRORS.notLocal };
  if (origin !== undefined && origin !== `http://${host}`) return { refused: HTTP_ERRORS.notLocal };
  const by =
    admins.length === 0 ? HOST_NAME : admins.find(({ token }) => isSame(authorization, `Bearer ${token}`))?.name;
  if (by === undefined) return { refused: HTTP_ERRORS.unauthorised };
  if (admins.length === 0 && !changesNothing(request) && !hasBody(request)) return { refused: HTTP_ERRORS.notJson };
  const refused = refusalOfBody(request);
  return refused === undefined ? { by } : { refused };
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
