/**
 * Takes away `object.__proto__`, as `node --disable-proto=delete` does, however the process was started: what others send can name it, and
 * code that copies objects field by field would then change what all of them inherit. To be called once, before anything comes in.
 */
export function cutPrototypeAccess(): void {
  Reflect.deleteProperty(Object.prototype, '__proto__');
}
