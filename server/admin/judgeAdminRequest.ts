import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { changesNothing, hasBody, refusalOfBody } from '../http/refusalOfBody.ts';

/** As whom a browser on this machine knows the admin port; a name that merely resolves to it is somebody else's trick (DNS rebinding). */
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Why a request to the admin port is refused, if it is. That it comes from this machine proves little: any web page that is open on it can
 * make the browser send one. So the name it was sent to has to be local, a page has to be the port's own, and an act has to come as JSON,
 * which no form can send.
 * @param token to be shown; undefined when none is asked for
 */
export function judgeAdminRequest(request: IncomingMessage, token: string | undefined): ErrorRow | undefined {
  const { host = '', origin, authorization } = request.headers;
  if (!LOCAL_HOST.test(host)) return HTTP_ERRORS.notLocal;
  if (origin !== undefined && origin !== `http://${host}`) return HTTP_ERRORS.notLocal;
  if (token !== undefined && !isSame(authorization ?? '', `Bearer ${token}`)) return HTTP_ERRORS.unauthorised;
  if (!changesNothing(request) && !hasBody(request)) return HTTP_ERRORS.notJson;
  return refusalOfBody(request);
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
