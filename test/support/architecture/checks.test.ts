import assert from 'node:assert/strict';
import { checkArrows, checkPackages, findCycles } from './checkArrows.ts';
import { checkMarkup } from './checkMarkup.ts';
import { checkPurity } from './checkPurity.ts';
import { checkSql } from './checkSql.ts';
import { checkSizes, measureFunctions, type Sizes } from './checkSizes.ts';
import { parseSource } from './SourceFile.ts';

/** A small made-up repository. */
function tree(files: Readonly<Record<string, string>>) {
  return Object.entries(files).map(([path, text]) => parseSource(path, text));
}

function assertOnly(problems: readonly string[], expected: RegExp): void {
  assert.equal(problems.length, 1, `one problem expected, found: ${problems.join('; ')}`);
  assert.match(problems[0]!, expected);
}

const functionOf = (lines: number) => `function f() {\n${'f();\n'.repeat(lines - 2)}}\n`;

describe('the check of import arrows', () => {
  const arrows = { shared: [], server: ['shared'], client: ['shared'], tools: ['bots/Proxy.ts'] };
  const fromServer = (text: string) => checkArrows(tree({ 'server/rooms/Room.ts': text }), arrows);

  it('lets a folder import itself and what its arrow names', () => {
    assert.deepEqual(fromServer(`import '../app.ts'; import '../../shared/sim/World.ts';`), []);
  });

  it('stops an import at run time, an export from, and the import of a type alike', () => {
    const forms = [
      `import { x } from '../../client/x.ts';`,
      `import type { X } from '../../client/x.ts';`,
      `export * from '../../client/x.ts';`,
      `export { x } from '../../client/x.ts';`,
      `const x = await import('../../client/x.ts');`,
      `let x: import('../../client/x.ts').X;`,
    ];
    for (const form of forms) assertOnly(fromServer(form), /server\/rooms\/Room\.ts imports client\/x\.ts/);
  });

  it('does not take a folder for another whose name begins the same', () => {
    assertOnly(fromServer(`import '../../shared2/x.ts';`), /shared2/);
  });

  it('can name a single file, and then allows no other of its folder', () => {
    const text = `import '../bots/Proxy.ts'; import '../bots/main.ts';`;
    assertOnly(checkArrows(tree({ 'tools/dev.ts': text }), arrows), /bots\/main\.ts/);
  });

  it('asks for a row when a new folder appears', () => {
    assertOnly(checkArrows(tree({ 'extras/x.ts': '' }), arrows), /give its folder a row/);
  });
});

describe('the check of packages', () => {
  const homes = { phaser: ['client'], '@colyseus/schema': ['shared/net', 'server'] };
  const check = (path: string, text: string) => checkPackages(tree({ [path]: text }), homes, 'shared');

  it('lets a package be used at home, by any of its doors', () => {
    assert.deepEqual(check('client/x.ts', `import * as Phaser from 'phaser';`), []);
    assert.deepEqual(check('server/x.ts', `import '@colyseus/schema/input';`), []);
  });

  it('stops it elsewhere', () => {
    assertOnly(check('server/x.ts', `import * as Phaser from 'phaser';`), /belongs in client/);
    assertOnly(check('shared/sim/x.ts', `import type { Schema } from '@colyseus/schema';`), /belongs in shared\/net/);
  });

  it('lets shared/ use no package that has no home there, not even one of Node', () => {
    assertOnly(check('shared/sim/x.ts', `import { readFileSync } from 'node:fs';`), /node:fs/);
    assert.deepEqual(check('server/x.ts', `import { readFileSync } from 'node:fs';`), []);
  });
});

describe('the check for rings of imports', () => {
  it('names the files of a ring, and only those', () => {
    const files = tree({
      'a/start.ts': `import './one.ts';`,
      'a/one.ts': `import type { Two } from './two.ts';`,
      'a/two.ts': `import './one.ts';`,
    });
    assertOnly(findCycles(files), /^a\/one\.ts -> a\/two\.ts -> a\/one\.ts:/);
  });

  it('has nothing against two ways to one file', () => {
    const files = tree({
      'a.ts': `import './b.ts'; import './c.ts';`,
      'b.ts': `import './d.ts';`,
      'c.ts': `import './d.ts';`,
      'd.ts': '',
    });
    assert.deepEqual(findCycles(files), []);
  });
});

describe('the check for clocks and chance', () => {
  const check = (text: string) => checkPurity(tree({ 'shared/sim/x.ts': text }));

  it('finds each of them, with its line', () => {
    for (const use of ['Date.now()', 'new Date()', 'Math.random()', 'performance.now()', 'setTimeout(f, 1)']) {
      assertOnly(check(`f();\nconst x = ${use};`), /^shared\/sim\/x\.ts:2 uses /);
    }
    assertOnly(check('const x = { performance };'), /performance/);
  });

  it('takes no word in a comment, a text or the name of a field for a use', () => {
    assert.deepEqual(
      check(`// Date.now()\nconst s = 'Math.random()';\nconst o = { performance: 1 }; o.performance;`),
      [],
    );
  });
});

describe('the check of texts that are taken for HTML', () => {
  const check = (text: string) => checkMarkup(tree({ 'client/hud/x.ts': text }));

  it('finds each way there is', () => {
    for (const use of [
      'e.innerHTML = t',
      "e['outerHTML'] = t",
      "e.insertAdjacentHTML('beforeend', t)",
      'document.write(t)',
      'frame.srcdoc = t',
      'range.createContextualFragment(t)',
      "new DOMParser().parseFromString(t, 'text/html')",
      'Object.assign(e, { innerHTML: t })',
      "frame.setAttribute('srcdoc', t)",
      "e.setAttribute('onclick', t)",
    ]) {
      assertOnly(check(`f();\n${use};`), /^client\/hud\/x\.ts:2 uses /);
    }
  });

  it('minds neither texts nor what is written elsewhere', () => {
    assert.deepEqual(
      check(`// e.innerHTML\ne.textContent = 'innerHTML'; file.write(t); e.setAttribute('role', t);`),
      [],
    );
  });
});

describe('the check of sizes', () => {
  const sizes: Sizes = { file: 20, fileExceptions: { 'a/short.ts': 5 }, function: 10, usualFunction: 6 };
  const check = (files: Readonly<Record<string, string>>) => checkSizes(tree(files), sizes);

  it('lets a file have as many lines as allowed and not one more', () => {
    assert.deepEqual(check({ 'a/x.ts': 'f();\n'.repeat(20) }), []);
    assertOnly(check({ 'a/x.ts': 'f();\n'.repeat(21) }), /a\/x\.ts has 21 lines, more than 20/);
  });

  it('holds single files to a size of their own', () => {
    assertOnly(check({ 'a/short.ts': 'f();\n'.repeat(6) }), /more than 5/);
  });

  it('finds a long function wherever it stands', () => {
    const body = `{\n${'f();\n'.repeat(9)}}`;
    const long = [
      `function g() ${body}`,
      `class G { g(): { a: 1 } ${body} }`,
      `const g = async () => ${body};`,
      `h(function () ${body});`,
    ];
    const usual = { 'a/many.ts': Array.from({ length: 20 }, () => 'f(() => 1);').join('') };
    for (const text of long) assertOnly(check({ ...usual, 'a/x.ts': text }), /a\/x\.ts:1 is a function of 11 lines/);
  });

  it('is not led astray by braces in texts and comments', () => {
    const [measured] = measureFunctions(
      parseSource('x.ts', 'function f() {\n// }\nconst a = `}${"}"}`, b = /}/;\n}\n'),
    );
    assert.equal(measured?.lines, 4);
  });

  it('counts the tests of a describe, but not the describe around them', () => {
    const text = `describe('x', () => {\n${`it('y', () => {\nf();\n});\n`.repeat(5)}});\n`;
    assert.deepEqual(
      measureFunctions(parseSource('x.test.ts', text)).map(({ lines }) => lines),
      [3, 3, 3, 3, 3],
    );
  });

  it('speaks up when too many functions are long though none is too long', () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a/${i}.ts`, functionOf(i < 2 ? 7 : 3)]));
    assertOnly(check(files), /more than 6 lines/);
    assert.deepEqual(check({ ...files, 'a/0.ts': functionOf(3), 'a/1.ts': functionOf(3) }), []);
  });
});

describe('the check of SQL (S28)', () => {
  const check = (text: string, path = 'server/http/x.ts') => checkSql(tree({ [path]: text }));

  it('stops statements that are put together from pieces, in any file', () => {
    for (const text of [
      "const s = `select * from players where name = '${name}'`;",
      'const s = `\n  INSERT INTO bans VALUES (${id})`;',
      "const s = 'delete from logins where id = ' + id;",
      'db.query(`update players set name = ${name} where id = 1`);',
    ]) {
      assertOnly(check(text), /server\/http\/x\.ts:1 .*Kysely/);
      assertOnly(check(text, 'server/persistence/x.ts'), /Kysely/);
    }
  });

  it('stops text that goes into a statement as it is', () => {
    for (const text of ['q.where(sql.raw(text));', "q.where(sql['raw'](text));", 'sql`${sql.lit(text)}`;'])
      assertOnly(check(text, 'server/persistence/x.ts'), /sql\.(raw|lit): put the value in as a parameter/);
  });

  it('stops whatever hides such a text', () => {
    const at = 'server/persistence/x.ts';
    assertOnly(check("import { sql as q } from 'kysely'; q.raw(text);", at), /under another name/);
    assertOnly(check("import * as kysely from 'kysely'; kysely.sql.raw(text);", at), /under another name/);
    assertOnly(check('db.executeQuery(CompiledQuery.raw(text));', at), /runs a text as a statement/);
    assert.deepEqual(check("db.executeQuery(CompiledQuery.raw('commit'));", at), []);
  });

  it('lets SQL be written by hand in its home only, and with parameters', () => {
    const text = "import { sql } from 'kysely'; q.orderBy(sql`mu - ${weight} * sigma`);";
    assert.deepEqual(check(text, 'server/persistence/x.ts'), []);
    assertOnly(check(text), /writes SQL by hand/);
  });

  it('does not take words for statements', () => {
    assert.deepEqual(check('const t = `deleted ${file}`; log(`insert coin ${n}`); const u = `select ${x}`;'), []);
  });
});
