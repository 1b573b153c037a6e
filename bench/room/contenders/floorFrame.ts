/** The bytes every client of `floor` is sent over and over. */
export function floorFrame(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, index) => index & 0xff));
}
