// What all of the page of the admin port does. What players are called and say is put in as text only, never as markup.
export const element = (id) => document.getElementById(id);

/** Asks the admin port; throws what it says against it. */
async function request(path, body) {
  const token = element('token').value;
  const answer = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error((await answer.json()).error.message);
  return answer;
}

export async function ask(path, body) {
  return (await request(path, body)).json();
}

/** Has the browser save what stands at an address: a link could not show the token. */
export async function save(path, name) {
  const file = URL.createObjectURL(await (await request(path)).blob());
  const link = document.createElement('a');
  link.href = file;
  link.download = name;
  link.click();
  URL.revokeObjectURL(file);
}

/** Does something, and tells what speaks against it. */
export async function attempt(work) {
  element('notice').textContent = '';
  try {
    await work();
  } catch (error) {
    element('notice').textContent = error.message;
  }
}

/** An element with texts and other elements in it. */
export function make(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

export function button(text, onClick) {
  const made = make('button', text);
  made.type = 'button';
  made.addEventListener('click', () => void attempt(onClick));
  return made;
}

/** A row of a table; what of it is a list is put into one cell. */
export function row(...cells) {
  return make('tr', ...cells.map((content) => make('td', ...[content].flat())));
}
