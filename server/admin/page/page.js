// The page of the admin port. What players are called is put in as text only, never as markup.
const element = (id) => document.getElementById(id);

async function ask(path, body) {
  const token = element('token').value;
  const answer = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error.message);
  return said;
}

async function act(path, body) {
  element('notice').textContent = '';
  try {
    if (path !== undefined) await ask(path, body);
    show(await ask('/admin/state'));
  } catch (error) {
    element('notice').textContent = error.message;
  }
}

function show({ process, isDraining, rooms }) {
  element('process').textContent = isDraining ? `${process}, draining` : process;
  element('rooms').replaceChildren(...rooms.map(row));
}

function row({ room, isPrivate, mode, map, phase, connected }) {
  const people = connected.flatMap(({ session, player, name = 'a spectator' }) => [
    button(`Kick ${name}`, () => act('/admin/kick', { session })),
    ...(player === undefined ? [] : [button(`Ban ${name}`, () => ban(player, name))]),
  ]);
  const everybody = button('Kick everybody', () => act('/admin/kick', { room }));
  const cells = [isPrivate ? `${room} (private)` : room, `${mode}, ${map}`, phase, people, everybody];
  const line = document.createElement('tr');
  for (const content of cells) {
    const cell = document.createElement('td');
    cell.append(...[content].flat());
    line.append(cell);
  }
  return line;
}

function ban(player, name) {
  const reason = prompt(`Why is ${name} banned? For good; /admin/unban takes it back.`);
  return reason ? act('/admin/ban', { player, reason }) : Promise.resolve();
}

function button(text, onClick) {
  const made = document.createElement('button');
  made.textContent = text;
  made.addEventListener('click', () => void onClick());
  return made;
}

element('look').addEventListener('click', () => void act());
element('drain').addEventListener('click', () => void act('/admin/drain', {}));
void act();
