import { Redis } from 'ioredis';

interface Definition {
  readonly lua: string;
  readonly numberOfKeys?: number;
}

type Define = (this: Redis, name: string, definition: Definition) => void;

/**
 * From now on the Lua script of this name is another: `safety`, a text in it, is taken out of it, or replaced.
 * A process that defines the script without that text ends at once: it would be no mutant.
 */
export function changeScript(name: string, safety: string, replacement = ''): void {
  const define = Reflect.get(Redis.prototype, 'defineCommand') as Define;
  const defineChanged: Define = function defineChanged(defined, definition) {
    if (defined !== name) return define.call(this, defined, definition);
    const { lua } = definition;
    if (!lua.includes(safety)) throw new Error(`the script ${name} has no "${safety}" to take out`);
    return define.call(this, defined, { ...definition, lua: lua.replace(safety, replacement) });
  };
  Reflect.set(Redis.prototype, 'defineCommand', defineChanged);
}
