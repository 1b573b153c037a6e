import { changeScript } from './changeScript.ts';

// The row of a room is removed, and changed, by anybody, whoever owns it.
changeScript('fracasRemoveRow', 'if owner ~= ARGV[2] then return 0 end');
changeScript('fracasUpdateRow', 'or owner ~= ARGV[2]');
