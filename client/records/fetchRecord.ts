const PATIENCE_MS = 10_000;
const UNREACHABLE = 'The server cannot be reached. Check your connection and reload the page.';

/**
 * Gets what the server answers at a path of its API.
 * @throws with words for the player when there is no answer, or none of success
 */
export async function fetchRecord<Answer>(path: string): Promise<Answer> {
  const { isFound, answer } = await ask(path);
  if (isFound) return answer as Answer;
  throw new Error((answer as Refusal).error?.message ?? UNREACHABLE);
}

interface Refusal {
  readonly error?: { readonly message?: string };
}

async function ask(path: string): Promise<{ readonly isFound: boolean; readonly answer: unknown }> {
  try {
    const response = await fetch(path, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { isFound: response.ok, answer: await response.json() };
  } catch (error) {
    throw new Error(UNREACHABLE, { cause: error });
  }
}
