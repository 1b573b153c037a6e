import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findNodeFault } from '../../../server/infra/findNodeFault.ts';

describe('A version of Node', () => {
  it('is refused when it is older than package.json says, by its second number as well', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      engines: { node: string };
    };
    assert.equal(engines.node, '>=24.7');
    for (const version of ['24.7.0', '24.21.0', '25.0.0', '100.1.0']) assert.equal(findNodeFault(version), undefined);
    for (const version of ['24.6.9', '24.0.0', '22.20.0', '9.30.0'])
      assert.equal(findNodeFault(version), `Node ${version} is too old. Use Node 24.7 or newer`);
  });
});
