/** Earlier ones have no Argon2; those before 24 cannot read TypeScript, and drop players who come back. */
const OLDEST = { major: 24, minor: 7 };

/** Why a version of Node cannot run the server, as `process.versions.node` gives it; undefined when it can. */
export function findNodeFault(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return undefined;
  return `Node ${version} is too old. Use Node ${OLDEST.major}.${OLDEST.minor} or newer`;
}
